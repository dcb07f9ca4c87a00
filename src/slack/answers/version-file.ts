import type { FlowRef } from '../../cams/types.ts';
import type { Conversation } from '../../requests/request.ts';
import { versionFile } from '../delivery/change-files.ts';
import { createDeliver } from '../delivery/deliver.ts';
import { deliveredMessage } from '../messages/delivered.ts';
import { noSuchVersionMessage, noVersionsMessage, versionMessage } from '../messages/history.ts';
import type { Message } from '../messages/message.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { DiffRequester } from './history.ts';
import { holdFromOthers } from './seen-by-others.ts';
import { namedFlow } from './spaces.ts';

/** Who wants a version, and where. */
export interface VersionRequester extends DiffRequester {
  /** Undefined: for the requester alone. */
  conversation: Conversation | undefined;
  botUserId: string | undefined;
}

/**
 * Shares a version of a flow that was seen, as a fetch shares the one of now: in the conversation, or else in the
 * requester's direct message.
 *
 * @returns the answer to the requester.
 * @throws {DeliveryError}, {ShareHeld} where people of another organisation would see it, and what the database throws.
 */
export async function shareVersion(
  parts: Pick<AnswerParts, 'accounts' | 'versions' | 'shareFilesBy' | 'organisationsOf'>,
  { t, userId, client, conversation, botUserId }: VersionRequester,
  flow: FlowRef,
  number: number,
): Promise<Message> {
  const named = namedFlow(parts, flow);
  const latest = await parts.versions.latest(flow);
  if (latest === undefined) return noVersionsMessage(t, named);
  const version = await parts.versions.get(flow, number);
  if (version === undefined) {
    const oldest = await parts.versions.oldest(flow);
    return noSuchVersionMessage(t, named, number, { oldest: oldest ?? 1, latest: latest.version });
  }
  await holdFromOthers(parts, client, conversation);
  const deliver = createDeliver(client, parts.shareFilesBy(client));
  const delivered = await deliver({ conversation, userId }, [versionFile(version)], {
    messageFor: (to) => versionMessage(t, named, version, { requesterId: userId, to, about: undefined, botUserId }),
    beginShare: async () => {},
  });
  return deliveredMessage(t, [named], delivered, botUserId);
}
