import { PRIVATE_FLOW } from './access.ts';
import { FAULTS } from './cams/faults.ts';
import { SAMPLE_FLOWS } from './cams/sample-flows.ts';
import type { Suggestion } from './slack/page-api.ts';

const FLOW = SAMPLE_FLOWS[0]?.flowId;
const OTHER = SAMPLE_FLOWS[1]?.flowId;

/** Under a heading: what follows `/flow-json`, and what it does. */
const commands = (group: string, given: readonly (readonly [text: string, what: string])[]): Suggestion[] =>
  given.map(([text, what]) => ({ group, command: `/flow-json ${text}`.trim(), what }));

/** What to type first, and then: every sample flow, every command, and every fault that a command can meet. */
export const SUGGESTIONS: readonly Suggestion[] = [
  ...commands(
    'Get a flow',
    SAMPLE_FLOWS.map(({ flowId, name, status }) => [flowId, `${name} (${status.toLowerCase()})`] as const),
  ),
  ...commands('Find flows', [
    ['', 'Choose flows by name, in a window'],
    ['list', 'All flows of the account, page by page'],
    ['list booking', 'Flows that match “booking”, by name, ID or category'],
  ]),
  ...commands('Follow a flow', [
    [`watch ${FLOW} every 5m`, 'Post here when this flow changes'],
    ['watches', 'What this channel watches'],
    [`history ${FLOW}`, 'The versions seen so far'],
    [`diff ${FLOW}`, 'What the last change was'],
    [`diff ${FLOW} ${OTHER}`, 'Two flows compared'],
  ]),
  {
    group: 'Talk to it',
    command: `@Flow JSON ${FLOW}`,
    what: 'The same as the command; works in threads too',
    needs: 'app_mention',
  },
  {
    group: 'Talk to it',
    command: `${FLOW}`,
    what: 'Without a mention, in the direct message with it',
    needs: 'message.im',
  },
  ...commands('Set up', [
    ['settings', 'Where files go, and the space that is asked'],
    ['help', 'Usage'],
  ]),
  ...commands('Who may do what', [
    [PRIVATE_FLOW, 'Refused in public channels, by a rule that is named; allowed in campaign-leads'],
    ['reload', 'The access rules are read again: as Priya, who is an admin'],
    ['audit', 'Who asked for what, and what was refused: as Priya'],
  ]),
  ...commands(
    'When something goes wrong',
    FAULTS.map(({ flowId, what }) => [flowId, what] as const),
  ),
];
