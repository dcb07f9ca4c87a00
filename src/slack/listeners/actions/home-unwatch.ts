import type { App } from '@slack/bolt';
import { z } from 'zod';
import { publishHome } from '../../answers/home-tab.ts';
import { HOME_UNWATCH } from '../../messages/home.ts';
import { parseHomeWatchValue } from '../../payloads/home-watch-value.ts';
import { interactingPerson } from '../../payloads/person.ts';
import type { ListenerParts } from '../listener-parts.ts';

const clickedButton = z.object({ actions: z.array(z.object({ value: z.unknown() })).min(1) });

/** "Unwatch" in the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  const { watches, log } = parts;

  app.action({ type: 'block_actions', action_id: HOME_UNWATCH }, async ({ body, ack, client }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const watch = parseHomeWatchValue(clickedButton.parse(body).actions[0]?.value);
    if (watch === undefined) return log.warn(person, 'A button of the Home tab names no watch');
    await watches.remove({ teamId: person.teamId, ...watch });
    await publishHome(parts, client, person);
  });
}
