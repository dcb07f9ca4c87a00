import { z } from 'zod';
import { compareVersions } from '../../answers/history.ts';
import { keptSoon } from '../../answers/kept-soon.ts';
import { namedFlow } from '../../answers/spaces.ts';
import { versionGoneMessage } from '../../messages/history.ts';
import { WHAT_CHANGED } from '../../messages/result/buttons.ts';
import { readStepValue } from '../../payloads/step-value.ts';
import type { ActionDoor } from '../door.ts';
import { onceAClick } from '../once.ts';
import { rawButtonValue, readButtonValue } from './button-value.ts';

const clickedButton = z.object({
  container: z.object({ message_ts: z.string().optional() }),
});

/** Newer versions than the one in question, at the most. */
const MAX_LISTED = 100;

/** "What changed" below a result: the requester reads it, and the diff comes to their direct message. */
export const whatChanged: ActionDoor = {
  kind: 'action',
  name: WHAT_CHANGED,
  right: 'compare',
  showsJson: true,
  action: 'diff',
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, requester, read, reply } = interaction;
    const { teamId, userId, channelId } = requester;
    const { container } = read(clickedButton);
    const { flow, before, afterHash } = readButtonValue(interaction, readStepValue);
    const click = onceAClick(
      userId,
      WHAT_CHANGED,
      channelId,
      container.message_ts,
      String(rawButtonValue(interaction)),
    );
    if (!(await parts.requests.isNew(teamId, click))) return;
    const find = async () =>
      (await parts.versions.list(flow, MAX_LISTED)).findLast(
        ({ version, contentHash }) => version > before && contentHash.startsWith(afterHash),
      );
    const after = await keptSoon(find, parts.clock);
    if (after === undefined) return reply(versionGoneMessage(t, namedFlow(parts, flow)));
    await reply(await compareVersions(parts, { t, client, teamId, userId }, flow, [before, after.version]));
  },
};
