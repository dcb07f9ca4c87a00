import type { FlowRef } from '../../cams/types.ts';
import { versionFile } from '../delivery/change-files.ts';
import { createDeliver } from '../delivery/deliver.ts';
import type { PassedVersion } from '../delivery/share-guard.ts';
import { deliveredMessage } from '../messages/delivered.ts';
import { withMaskedNote } from '../messages/held.ts';
import {
  noSuchVersionMessage,
  noVersionsMessage,
  previousInThread,
  versionGoneMessage,
  versionMessage,
} from '../messages/history.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ContentAnswer, ContentRequester } from './content-requester.ts';
import { namedFlow } from './spaces.ts';

type VersionParts = Pick<AnswerParts, 'accounts' | 'versions' | 'shareFilesBy' | 'passVersions'>;

/**
 * Shares a version of a flow that was seen, as a fetch shares the one of now: in the conversation, or else in the
 * requester's direct message.
 *
 * @param ofChange it was asked for in the thread of a change, and what comes there says so.
 * @throws {DeliveryError}, {ShareHeld} where the requester has to decide first, and what the database throws.
 */
export async function shareVersion(
  parts: VersionParts,
  { t, userId, client, conversation, consent, botUserId }: ContentRequester,
  { flow, version: number, ofChange }: { flow: FlowRef; version: number; ofChange: boolean },
): Promise<ContentAnswer> {
  const named = namedFlow(parts, flow);
  const version = await parts.versions.get(flow, number);
  if (version === undefined) {
    if (ofChange) return { message: versionGoneMessage(t, named), isSeen: false };
    const latest = await parts.versions.latest(flow);
    if (latest === undefined) return { message: noVersionsMessage(t, named), isSeen: false };
    const oldest = await parts.versions.oldest(flow);
    const kept = { oldest: oldest ?? 1, latest: latest.version };
    return { message: noSuchVersionMessage(t, named, number, kept), isSeen: false };
  }
  const [passed = version]: PassedVersion[] = await parts.passVersions(client, { conversation, consent }, [version]);
  const deliver = createDeliver(client, parts.shareFilesBy(client, consent));
  const delivered = await deliver({ conversation, userId }, [versionFile(passed)], {
    messageFor: (to) => {
      const shared = { requesterId: userId, to, about: undefined, botUserId };
      const message =
        ofChange && to.kind === 'conversation'
          ? previousInThread(t, { flow: named, version: number }, userId)
          : versionMessage(t, named, passed, shared);
      return withMaskedNote(t, message, passed.maskedSecrets ?? 0);
    },
    beginShare: async () => {},
  });
  const isSeen = ofChange && delivered.to.kind === 'conversation';
  return { message: deliveredMessage(t, [named], delivered, botUserId), isSeen };
}
