import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { COMMAND_FORMS } from '../../../../src/slack/listeners/commands/table.ts';
import { helpMessage, unclearMessage, unclearText } from '../../../../src/slack/messages/help.ts';
import type { CommandProblem } from '../../../../src/slack/payloads/command/command.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const PROBLEMS: readonly [CommandProblem, string][] = [
  [{ kind: 'too-many-flow-ids', count: 21 }, 'I take at most 20 flows at a time; these are 21.'],
  [{ kind: 'unexpected-word', given: 'please' }, "I don't know what `please` means beside a flow ID."],
  [{ kind: 'not-a-flow-id', given: '<!channel>' }, '`&lt;!channel&gt;` is not a flow ID'],
  [{ kind: 'flow-id-too-long', given: '1'.repeat(500) }, `\`${'1'.repeat(79)}…\` is too long for a flow ID`],
  [{ kind: 'not-a-space-id', given: '' }, 'The space behind `space:` is missing.'],
  [{ kind: 'not-a-space-id', given: 'a/b' }, '`a/b` is not a space'],
  [{ kind: 'unknown-space', given: 'eu shop' }, 'I know no space `eu shop`.'],
  [{ kind: 'several-spaces' }, 'I can look in one space at a time.'],
  [{ kind: 'no-flow-id' }, 'The ID of the flow is missing.'],
  [{ kind: 'one-flow-only' }, 'I take one flow at a time here.'],
  [{ kind: 'bad-interval', given: 'every 1m' }, '`every 1m` is not how often I can look: that is from `every 5m`'],
  [{ kind: 'not-a-version', given: '0' }, '`0` is not a version'],
  [{ kind: 'ops-where' }, 'Say `/flow-json ops here` in the channel where operators are to be told.'],
];

describe('helpMessage and unclearMessage', () => {
  it('give usage and an example', () => {
    for (const message of [
      helpMessage(english, COMMAND_FORMS),
      unclearMessage(english, { kind: 'several-spaces' }, [], COMMAND_FORMS),
    ]) {
      expect(shown(message)).toContain('`/flow-json &lt;flowId&gt; … [space:&lt;CustSpaceId&gt;] [only-me]`');
      expect(shown(message)).toContain('`/flow-json 17b6');
    }
  });

  it.each(PROBLEMS)('say what is unclear: %j', (problem, text) => {
    expect(shown(unclearMessage(english, problem, [], COMMAND_FORMS))).toContain(text);
  });

  it('name every form of the command', () => {
    const text = shown(helpMessage(english, COMMAND_FORMS));
    const forms = ['`/flow-json`', '`/flow-json list [name]`', '`/flow-json settings`', '`only-me`', '`space:'];
    const watching = ['watch &lt;flowId&gt; [every 1h]`', 'unwatch', 'watches`', 'history', 'diff', 'ops here`'];
    for (const form of [...forms, ...watching.map((word) => `\`/flow-json ${word}`)]) {
      expect(text).toContain(form);
    }
  });
});

describe('unclearText', () => {
  it('names the spaces where a space is what is wrong', () => {
    const known = 'Spaces that I know by name: `eu-shop`, `us-shop`.';
    const spaces = ['eu-shop', 'us-shop'];
    expect(unclearText(english, { kind: 'unknown-space', given: 'x y' }, spaces)).toContain(known);
    expect(unclearText(english, { kind: 'not-a-space-id', given: 'a/b' }, spaces)).toContain(known);
    expect(unclearText(english, { kind: 'not-a-flow-id', given: 'a/b' }, spaces)).not.toContain('eu-shop');
    expect(unclearText(english, { kind: 'unknown-space', given: 'x y' }, [])).not.toContain('by name');
  });
});

it.each(LANGUAGES)('every answer in %s is within limits, and has no hole', (language) => {
  const t = translateTo(language);
  const spaces = Array.from({ length: 300 }, (_, index) => `${'s'.repeat(28)}${index}`);
  const hostile: CommandProblem = { kind: 'unknown-space', given: '<!channel>`'.repeat(500) };
  const answers = [hostile, ...PROBLEMS.map(([problem]) => problem)].flatMap((problem) => [
    unclearMessage(t, problem, [], COMMAND_FORMS),
    unclearMessage(t, problem, spaces, COMMAND_FORMS),
  ]);
  for (const message of [helpMessage(t, COMMAND_FORMS), ...answers]) {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
    expect(shown(message) + message.text).not.toContain('<!channel>');
  }
});
