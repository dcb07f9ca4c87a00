import { randomUUID } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import { isDirectMessage } from '../../access/direct-message.ts';
import type { Refusal } from '../../requests/delivery.ts';
import type { Result } from '../../result.ts';
import type { Message } from '../messages/message.ts';
import { joinChannel } from './join-channel.ts';
import { findMarked, marked } from './posted-message.ts';
import { refusalBy } from './refusal.ts';
import { mayHaveBeenDone, platformCodeOf, toDeliveryError } from './slack-error.ts';

type WebClient = webApi.WebClient;

/** Why a conversation has not got a message that all in it were to read. */
export interface CannotSay {
  /** `unconfirmed`: the answer was lost, and nobody may look whether the message is there. `refused`: for a reason that only Slack's code says. */
  why: Refusal | 'two-people' | 'unconfirmed' | 'refused';
  /** Slack's error. */
  code?: string | undefined;
}

/** A message that all in the conversation can read. */
export interface Said {
  /**
   * Deletes it, or else says in its place that it does not hold.
   *
   * @returns false where neither could be done. Never rejects.
   */
  takeBack(instead: Message): Promise<boolean>;
}

function whyNot(channelId: string, error: unknown): CannotSay {
  const fault = toDeliveryError(error);
  if (mayHaveBeenDone(error)) return { why: 'unconfirmed' };
  const refusal = refusalBy(fault);
  if (refusal === 'private' && isDirectMessage(channelId)) return { why: 'two-people' };
  if (refusal !== undefined) return { why: refusal };
  if (fault.kind === 'slack-refused') return { why: 'refused', code: fault.code };
  throw fault;
}

/**
 * Posts a message that can be looked for.
 *
 * @returns its `ts`.
 * @throws what Slack's client throws; where that is a lost answer, nobody may look for the message.
 */
async function postFindably(client: WebClient, channelId: string, message: Message): Promise<string> {
  const id = randomUUID();
  const post = async () => (await client.chat.postMessage({ channel: channelId, ...marked(message, id) })).ts ?? '';
  try {
    return await post();
  } catch (error) {
    if (!mayHaveBeenDone(error)) throw error;
    const found = await findMarked(client, { channelId, threadTs: undefined }, id).catch(() => ({
      is: 'unknown' as const,
    }));
    if (found.is === 'unknown') throw error;
    return found.is === 'there' ? found.ts : post();
  }
}

/**
 * Posts for all in a conversation to read, after joining it where it is a public channel. What is posted later goes the same
 * way: this is the proof that it arrives. Where the answer is lost, the message is looked for.
 *
 * @throws {DeliveryError} where it is Slack or the app that is at fault, not the conversation.
 */
export async function sayInChannel(
  client: WebClient,
  channelId: string,
  message: Message,
): Promise<Result<Said, CannotSay>> {
  if (!isDirectMessage(channelId)) await joinChannel(client, channelId);
  let ts: string;
  try {
    ts = await postFindably(client, channelId, message);
  } catch (error) {
    return { ok: false, error: whyNot(channelId, error) };
  }
  const posted = { channel: channelId, ts };
  const isDone = (call: Promise<unknown>) =>
    call.then(
      () => true,
      // Deleted by a call whose answer was lost, or by a person.
      (error: unknown) => platformCodeOf(error) === 'message_not_found',
    );
  return {
    ok: true,
    value: {
      takeBack: async (instead) =>
        (await isDone(client.chat.delete(posted))) || (await isDone(client.chat.update({ ...posted, ...instead }))),
    },
  };
}
