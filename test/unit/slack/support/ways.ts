import { SUBCOMMANDS } from '../../../../src/slack/listeners/commands/table.ts';
import type { Door } from '../../../../src/slack/listeners/door.ts';
import { createDoors } from '../../../../src/slack/listeners/doors.ts';
import { findingsValueOf } from '../../../../src/slack/payloads/findings-value.ts';
import { homeWatchValueOf } from '../../../../src/slack/payloads/home-watch-value.ts';
import { requestValueOf } from '../../../../src/slack/payloads/request-value.ts';
import { toStepValue } from '../../../../src/slack/payloads/step-value.ts';
import { toWatchValue } from '../../../../src/slack/payloads/watch-value.ts';
import { homeButton, messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { homeOpened, teamAccess, tokensRevoked, uninstalled } from '../fixtures/events.ts';
import { directMessage, mention } from '../fixtures/messages.ts';
import { CHANNEL, RESPONSE_URL } from '../fixtures/people.ts';
import { globalShortcut, messageShortcut } from '../fixtures/shortcuts.ts';
import { chosen, chosenFlows, submission, suggestion, ticked } from '../fixtures/views.ts';

export const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const OTHER_ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b19';
const FLOW = { flowId: ID, account: 'default', custSpaceId: undefined };
export const ORIGIN = { channelId: CHANNEL.id, responseUrl: RESPONSE_URL };
export const REQUEST = requestValueOf({ flowIds: [ID], account: 'default', custSpaceId: undefined });
const FINDINGS = findingsValueOf({ flow: FLOW, contentHash: 'a'.repeat(64), sha256: 'b'.repeat(64) });
const STEP = toStepValue({ flow: FLOW, before: 1, afterHash: 'a'.repeat(64) });
const CHANGE = toWatchValue(FLOW, 1, 2);
const PAGE = JSON.stringify({ name: '', page: 2, account: 'default' });
const HELD = '0f8fad5b-d9cb-469f-a165-70867728950e';
const TO_CHANNEL = { destination: chosen('conversation') };

/** What Slack sends to each door: one that is missing here is a failed test. */
export const PAYLOADS: Readonly<Record<string, readonly object[]>> = {
  'shortcut get_flow_json': [
    messageShortcut({ text: `flow ID: ${ID}` }),
    messageShortcut({ text: `flow ID: ${ID}, flow ID: ${OTHER_ID}` }),
    messageShortcut({ text: 'Good morning' }),
  ],
  'shortcut check_flow_json': [
    { ...messageShortcut({ text: '{"version": "7.3", "screens": []}' }), callback_id: 'check_flow_json' },
  ],
  'shortcut pick_flow': [globalShortcut()],
  'view picker': [submission('picker', { flows: chosenFlows(ID), ...TO_CHANNEL }, ORIGIN)],
  'view found_flows': [submission('found_flows', { found_flows: ticked(ID), ...TO_CHANNEL }, ORIGIN)],
  'view settings': [submission('settings', TO_CHANNEL, ORIGIN), submission('settings', TO_CHANNEL)],
  'action try_again': [messageButton('try_again', REQUEST)],
  'action get_again': [messageButton('get_again', REQUEST), homeButton('get_again', REQUEST)],
  'action get_flow': [messageButton('get_flow', REQUEST), homeButton('get_flow', REQUEST)],
  'action share_anyway': [messageButton('share_anyway', HELD)],
  'action share_masked': [messageButton('share_masked', HELD)],
  'action share_only_me': [messageButton('share_only_me', HELD)],
  ...Object.fromEntries(
    ['share_anyway', 'share_masked', 'share_only_me']
      .flatMap((button) => [`${button}_compare`, `${button}_check`])
      .map((button) => [`action ${button}`, [messageButton(button, HELD)]]),
  ),
  'action watch_anyway': [messageButton('watch_anyway', HELD)],
  'action list_previous': [messageButton('list_previous', PAGE)],
  'action list_next': [messageButton('list_next', PAGE)],
  'action add_favourite': [messageButton('add_favourite', REQUEST)],
  'action remove_favourite': [homeButton('remove_favourite', REQUEST)],
  'action all_findings': [messageButton('all_findings', FINDINGS)],
  'action open_preview': [messageButton('open_preview')],
  'action open_window': [messageButton('open_window', '{"w":""}'), messageButton('open_window', '{"w":"settings"}')],
  'action home_choose': [homeButton('home_choose')],
  'action home_settings': [homeButton('home_settings')],
  'action home_refresh': [homeButton('home_refresh')],
  'action home_unwatch': [homeButton('home_unwatch', homeWatchValueOf({ channelId: CHANNEL.id, flow: FLOW }))],
  'action watch_flow': [messageButton('watch_flow', REQUEST), homeButton('watch_flow', REQUEST)],
  'action what_changed': [messageButton('what_changed', STEP)],
  'action get_version': [messageButton('get_version', CHANGE)],
  'action compare_with_now': [messageButton('compare_with_now', CHANGE)],
  'action show_diff': [messageButton('show_diff', CHANGE)],
  'action restore_file': [messageButton('restore_file', CHANGE)],
  'action mute_watch': [messageButton('mute_watch', CHANGE)],
  'action unmute_watch': [messageButton('unmute_watch', CHANGE)],
  'action unwatch': [messageButton('unwatch', CHANGE)],
  'options flows': [suggestion('', {}, ORIGIN)],
  'message app_mention': [
    mention(ID),
    mention(''),
    mention('help'),
    mention('nonsense'),
    ...[`watch ${ID}`, 'list', `check ${ID}`, `history ${ID}`, `get ${ID} 2`, `diff ${ID}`, 'ops here'].map((text) =>
      mention(text),
    ),
  ],
  'message message': [directMessage(ID), directMessage('settings'), directMessage(`watch ${ID}`)],
  'event app_home_opened': [homeOpened('home')],
  'event app_uninstalled': [uninstalled()],
  'event tokens_revoked': [tokensRevoked()],
  'event team_access_granted': [teamAccess('granted', 'T000000002')],
  'event team_access_revoked': [teamAccess('revoked', 'T000000002')],
};

/** What is typed for each subcommand; the same holds. */
export const TEXTS: Readonly<Record<string, readonly string[]>> = {
  fetch: [ID, 'clinic'],
  pick: [''],
  list: ['list'],
  check: [`check ${ID}`],
  watch: [`watch ${ID}`],
  unwatch: [`unwatch ${ID}`],
  mute: [`mute ${ID}`],
  unmute: [`unmute ${ID}`],
  watches: ['watches'],
  history: [`history ${ID}`],
  get: [`get ${ID} 2`],
  diff: [`diff ${ID}`, `diff ${ID} ${OTHER_ID}`],
  ops: ['ops here', 'ops off'],
  settings: ['settings'],
  audit: ['audit', 'audit 30'],
  reload: ['reload'],
  help: ['help'],
};

/** Those that need nothing which could fail. */
export const NEEDS_NOTHING = ['action open_preview', 'command /flow-json help'];

export const nameOf = ({ kind, name }: Door) => `${kind} ${name}`;
export const DOORS = createDoors();
const isCommand = ({ kind }: Door) => kind === 'command';

/** Every door, with each way to go through it; the slash command by its subcommands. */
export const WAYS: readonly [string, object][] = [
  ...DOORS.filter((door) => !isCommand(door)).flatMap((door) =>
    (PAYLOADS[nameOf(door)] ?? []).map((payload): [string, object] => [nameOf(door), payload]),
  ),
  ...SUBCOMMANDS.flatMap(({ name }) =>
    (TEXTS[name] ?? []).map((text): [string, object] => [`command /flow-json ${name}`, slashCommand(text)]),
  ),
];
