import { expect, it } from 'vitest';
import { toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { messageShortcut } from '../fixtures/shortcuts.ts';
import { setUpApp } from '../support/bolt.ts';
import { version } from '../support/versions.ts';

const FLOW = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };
const GET = `get ${FLOW.flowId} 1`;
const DIRECT_MESSAGE = 'D000000001';

/** Everything happens in a channel that people of another organisation see. */
function setUp() {
  const app = setUpApp({ organisationsOf: async () => [{ id: 'T000000002', name: 'Globex' }] });
  app.versions.latest.mockResolvedValue(version(2));
  app.versions.get.mockResolvedValue(version(1));
  const places = () => app.share.mock.calls.map(([{ channelId }]) => channelId);
  return { ...app, places };
}

it.each([
  ['the command', slashCommand(GET)],
  ['the button in a history', messageButton('get_version', toWatchValue(FLOW, 1))],
])('a version is not shared, and the requester is told privately why: %s', async (_, body) => {
  const { send, places, notified } = setUp();
  await send(body);
  expect(places()).toEqual([]);
  expect(notified()).toContain('people of another organization would see it here');
});

it('a version comes to who wants it for themselves', async () => {
  const { send, places } = setUp();
  await send(slashCommand(`${GET} only-me`));
  expect(places()).toEqual([DIRECT_MESSAGE]);
});

it('the findings in the JSON of a message come to the direct message', async () => {
  const { send, places, notified } = setUp();
  await send({ ...messageShortcut({ text: '{"version": "7.3", "screens": []}' }), callback_id: 'check_flow_json' });
  expect(places()).toEqual([DIRECT_MESSAGE]);
  expect(notified()).toContain('The findings are in');
});
