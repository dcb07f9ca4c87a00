import { z } from 'zod';
import { shareOrAsk } from '../../answers/contents.ts';
import { ALL_FINDINGS } from '../../messages/result/checks.ts';
import { parseFindingsValue } from '../../payloads/findings-value.ts';
import type { ActionDoor } from '../door.ts';
import { onceAClick } from '../once.ts';
import { rawButtonValue, readButtonValue } from './button-value.ts';

const clickedButton = z.object({
  container: z.object({ message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
});

/** "All findings" below a result: a file in its thread, or in the direct message where only the person sees the result. */
export const allFindingsButton: ActionDoor = {
  kind: 'action',
  name: ALL_FINDINGS,
  right: 'check',
  action: 'check',
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, botUserId, requester, read, reply } = interaction;
    const { teamId, userId, channelId } = requester;
    const { container, message } = read(clickedButton);
    const value = readButtonValue(interaction, parseFindingsValue);
    const click = onceAClick(
      userId,
      ALL_FINDINGS,
      channelId,
      container.message_ts,
      String(rawButtonValue(interaction)),
    );
    if (!(await parts.requests.isNew(teamId, click))) return;

    const threadTs = message?.thread_ts ?? message?.ts ?? container.message_ts;
    // A private line has no thread, and what it is about is no business of others.
    const isPrivate = channelId === undefined || container.is_ephemeral === true || threadTs === undefined;
    const conversation = isPrivate ? undefined : { channelId, threadTs };
    const { flow, contentHash, sha256 } = value;
    const content = { is: 'findings' as const, flow, of: { contentHash, sha256 } };
    const answer = await shareOrAsk(parts, { t, client, botUserId, teamId, userId, conversation }, content);
    if (!answer.isSeen) await reply(answer.message);
  },
};
