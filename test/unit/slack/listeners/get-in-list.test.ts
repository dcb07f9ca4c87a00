import { expect, it } from 'vitest';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { mention } from '../fixtures/messages.ts';
import { CHANNEL } from '../fixtures/people.ts';
import { setUpApp } from '../support/bolt.ts';
import { catalogued } from '../support/flows.ts';
import { buttonsIn } from '../support/texts.ts';

const THREAD = { thread_ts: '1600000000.000100' };
const FLOWS = Array.from({ length: 12 }, (_, index) =>
  catalogued({ flowId: `17b6aa${10 + index}`, name: `Clinic ${index}` }),
);

type Blocks = Parameters<typeof buttonsIn>[0];

/** What is asked for by a list's "Get", where the workspace has set `usual`; with the list's page turned before or not. */
async function got(body: object, usual: 'only-me' | 'conversation', isPageTurned = false) {
  const app = setUpApp();
  app.preferences.destination.mockResolvedValue(usual);
  app.find.mockResolvedValue({ flows: FLOWS, total: FLOWS.length, isComplete: true });
  await app.send(body);
  const click = async (actionId: string) => {
    const shown: { blocks?: unknown }[] = [
      ...app.client.postEphemeral.mock.calls.map(([args]) => args as { blocks?: unknown }),
      ...app.posts.map((post) => post.body),
    ];
    const button = buttonsIn((shown.at(-1)?.blocks ?? []) as Blocks).find(({ action_id: id }) => id === actionId);
    const clicked = messageButton(actionId, button?.value);
    await app.send({ ...clicked, container: { ...clicked.container, ...('event' in body ? THREAD : {}) } });
  };
  if (isPageTurned) await click('list_next');
  await click('get_flow');
  expect(app.started).toHaveLength(1);
  return app.started[0];
}

it('goes where the workspace has set it', async () => {
  expect((await got(slashCommand('list clinic'), 'only-me'))?.conversation).toBeUndefined();
  expect((await got(slashCommand('list clinic'), 'conversation'))?.conversation).toEqual({ channelId: CHANNEL.id });
});

it.each([false, true])('goes where the mention said, with what it said; with the page turned: %s', async (isTurned) => {
  const forMe = await got(mention('clinic only-me picture', THREAD), 'conversation', isTurned);
  expect(forMe).toMatchObject({ conversation: undefined, display: 'picture' });
  const here = await got(mention('clinic here', THREAD), 'only-me', isTurned);
  expect(here?.conversation).toEqual({ channelId: CHANNEL.id, threadTs: THREAD.thread_ts });
});
