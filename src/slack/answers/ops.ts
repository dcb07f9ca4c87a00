import type { Translate } from '../../i18n.ts';
import { sayInChannel } from '../delivery/say-in-channel.ts';
import type { Message } from '../messages/message.ts';
import {
  opsAlreadyMessage,
  opsEndedMessage,
  opsFixedMessage,
  opsHereMessage,
  opsMovedMessage,
  opsNoneMessage,
} from '../messages/set-up.ts';
import type { AnswerParts } from './answer-parts.ts';
import { type ChannelToSetUp, readerOf, setUpIn, tellOfEnd } from './set-up.ts';

type OpsParts = Pick<AnswerParts, 'opsChannels' | 'opsChannel' | 'log'>;

/**
 * Makes the channel the one where the workspace's operators are notified: it is told so first, and the one that it was until
 * then is told where that is now.
 *
 * @returns the answer to the requester; undefined where they see what the channel sees.
 */
export async function opsHere(parts: OpsParts, channel: ChannelToSetUp): Promise<Message | undefined> {
  const { t, client, teamId, channelId, userId } = channel;
  if ((await parts.opsChannels.of(teamId)) === channelId) return opsAlreadyMessage(t);
  let before: string | undefined;
  const answer = await setUpIn(channel, opsHereMessage(t, readerOf(channel)), async () => {
    before = await parts.opsChannels.set(teamId, channelId);
    return { ok: true };
  });
  if (before === undefined || before === channelId) return answer;
  const old = { channelId: before, userId };
  const said = await sayInChannel(client, before, opsMovedMessage(t, readerOf(old), channelId)).catch(
    (error: unknown) => ({ ok: false as const, error }),
  );
  if (!said.ok)
    parts.log.info({ err: said.error, ...old }, 'The channel that operators had was not told that they moved');
  return answer;
}

/** The channel that the settings name for the workspace's operators, whatever is chosen in Slack. */
const fixedFor = ({ opsChannel }: OpsParts, teamId: string): string | undefined =>
  opsChannel !== undefined && (opsChannel.teamId === '' || opsChannel.teamId === teamId)
    ? opsChannel.channelId
    : undefined;

/** What the settings say all the same is said beside what was done. */
const beside = (t: Translate, answer: Message | undefined, fixed: string): Message => {
  const { text, blocks } = opsFixedMessage(t, fixed);
  return answer === undefined
    ? { text, blocks }
    : { text: `${answer.text}\n${text}`, blocks: [...answer.blocks, ...blocks] };
};

/** The workspace's operators are notified no more; the channel where they were is told. @returns as `opsHere`. */
export async function opsOff(parts: OpsParts, channel: ChannelToSetUp): Promise<Message | undefined> {
  const { t, teamId, channelId, userId } = channel;
  const fixed = fixedFor(parts, teamId);
  const before = await parts.opsChannels.remove(teamId);
  if (before === undefined) return opsNoneMessage(t, fixed);
  const old = { ...channel, channelId: before, isElsewhere: channel.isElsewhere || before !== channelId };
  const answer = await tellOfEnd(old, opsEndedMessage(t, readerOf({ channelId: before, userId })));
  return fixed === undefined ? answer : beside(t, answer, fixed);
}
