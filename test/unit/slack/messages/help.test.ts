import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { COMMAND_FORMS } from '../../../../src/slack/listeners/commands/table.ts';
import { helpMessage, unclearMessage, unclearText } from '../../../../src/slack/messages/help.ts';
import type { CommandProblem } from '../../../../src/slack/payloads/command/command.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const PROBLEMS: readonly [CommandProblem, string][] = [
  [{ kind: 'too-many-flow-ids', count: 21 }, 'I can get at most 20 flows at a time, and you gave 21.'],
  [{ kind: 'unexpected-word', given: 'please' }, "I don't know what `please` means next to a flow ID."],
  [
    { kind: 'takes-nothing', command: 'watches', given: '17b6aa11' },
    'Nothing goes after `watches`, but you gave `17b6aa11`.',
  ],
  [{ kind: 'not-a-flow-id', given: '<!channel>' }, "`&lt;!channel&gt;` isn't a flow ID, and I can"],
  [{ kind: 'unknown-word', given: 'status' }, "`status` isn't a command."],
  [
    { kind: 'no-flow-named', given: 'clinic', space: { account: 'default', custSpaceId: undefined } },
    "No flow's name, ID or category matches `clinic`.",
  ],
  [
    { kind: 'several-flows-named', given: 'shop', flows: [{ flowId: '17b6aa11', name: 'Shop <1>' }], total: 7 },
    '7 flows match `shop`, such as Shop &lt;1&gt; `17b6aa11`. Use the ID of the one you mean.',
  ],
  [{ kind: 'flow-id-too-long', given: '1'.repeat(500) }, `\`${'1'.repeat(79)}…\` is too long for a flow ID`],
  [{ kind: 'not-a-space-id', given: '' }, "Add the space's name or CustSpaceId right after `space:`."],
  [{ kind: 'not-a-space-id', given: 'a/b' }, "`a/b` isn't a space"],
  [{ kind: 'unknown-space', given: 'eu shop' }, "I don't know a space `eu shop`."],
  [{ kind: 'several-spaces' }, 'I can look in only one space at a time.'],
  [{ kind: 'no-flow-id' }, 'Add a flow ID.'],
  [{ kind: 'one-flow-only' }, 'I can take only one flow at a time here.'],
  [
    { kind: 'bad-interval', given: 'every 1m' },
    "`every 1m` isn't an interval that I can use. Choose one from `every 5m`",
  ],
  [{ kind: 'not-a-version', given: '0' }, "`0` isn't a version"],
  [
    { kind: 'ops-where' },
    'Type `/flow-json ops here` in the channel where I should notify the operators, or `/flow-json ops off`',
  ],
];

describe('helpMessage and unclearMessage', () => {
  it('give usage and an example', () => {
    for (const message of [
      helpMessage(english, COMMAND_FORMS),
      unclearMessage(english, { kind: 'several-spaces' }, { spaces: [], forms: COMMAND_FORMS.slice(0, 1) }),
    ]) {
      expect(shown(message)).toContain(
        '`/flow-json &lt;flowId&gt; … [space:&lt;CustSpaceId&gt;] [only-me|here] [picture|json]`',
      );
      expect(shown(message)).toContain('`/flow-json 17b6');
    }
  });

  it.each(PROBLEMS)('say what is unclear: %j', (problem, text) => {
    expect(shown(unclearMessage(english, problem, { spaces: [], forms: COMMAND_FORMS }))).toContain(text);
  });

  it('name every form of the command', () => {
    const text = shown(helpMessage(english, COMMAND_FORMS));
    const forms = [
      '`/flow-json`',
      '`/flow-json list [name]`',
      '`/flow-json settings`',
      '`only-me` · `here`',
      '`space:',
    ];
    const watching = ['watch &lt;flowId&gt; [every 1h]`', 'unwatch', 'watches`', 'history', 'diff', 'ops here`'];
    for (const form of [...forms, ...watching.map((word) => `\`/flow-json ${word}`)]) {
      expect(text).toContain(form);
    }
  });
});

describe('unclearMessage', () => {
  it('puts between the names of spaces what the language does', () => {
    const help = { spaces: ['eu-shop', 'us-shop'], forms: [] };
    const unknown = { kind: 'unknown-space', given: 'x' } as const;
    expect(shown(unclearMessage(english, unknown, help))).toContain('`eu-shop`, `us-shop`');
    expect(shown(unclearMessage(translateTo('zh-CN'), unknown, help))).toMatch(/`eu-shop`\P{L}?、\P{L}?`us-shop`/u);
  });

  const problem = { kind: 'no-flow-id' } as const;
  const textOf = (help: Partial<Parameters<typeof unclearMessage>[2]>) =>
    shown(unclearMessage(english, problem, { spaces: [], forms: [], ...help }));

  it('shows the usage of the subcommand that was meant, every form of it, and an example', () => {
    const formsOf = (word: string) => COMMAND_FORMS.filter(({ form }) => form.split(' ')[0] === word);
    expect(textOf({ forms: formsOf('watch') })).toContain(
      '*Usage:* `/flow-json watch &lt;flowId&gt; [every 1h]`\n' +
        '*Example:* `/flow-json watch 17b6a0c4e2f94d1b8c35e07f6a9d2b18 every 1h`',
    );
    expect(textOf({ forms: formsOf('diff') })).toContain(
      '`/flow-json diff &lt;flowId&gt; [version] [version]` · `/flow-json diff &lt;flowId&gt; &lt;flowId&gt;`\n' +
        '*Example:* `/flow-json diff 17b6a0c4e2f94d1b8c35e07f6a9d2b18 2 5`',
    );
    expect(textOf({ forms: formsOf('list') })).toContain('*Example:* `/flow-json list clinic`');
    expect(textOf({ forms: formsOf('ops') })).toContain('*Usage:* `/flow-json ops here`');
    expect(textOf({ forms: formsOf('ops') })).not.toContain('Example');
  });

  it('says where IDs are found only where one is asked for', () => {
    const where = "You find a flow's ID in the Chat App Message Service console";
    expect(textOf({ forms: [{ form: 'watch <flowId>', what: 'watch' }] })).toContain(where);
    expect(textOf({ forms: [{ form: 'ops here', what: 'ops' }] })).not.toContain(where);
  });

  it('suggests what was meant, in place of a usage', () => {
    const text = textOf({ forms: COMMAND_FORMS, suggestion: 'help' });
    expect(text).toBe('Add a flow ID. Did you mean `/flow-json help`?');
  });

  it('has a button to all flows', () => {
    const { blocks } = unclearMessage(english, problem, { spaces: [], forms: [], allFlows: 'value' });
    expect(buttonsIn(blocks)).toMatchObject([{ action_id: 'list_next', value: 'value' }]);
  });
});

describe('unclearText', () => {
  it('names the spaces where a space is what is wrong', () => {
    const known = 'I know these spaces by name: `eu-shop`, `us-shop`.';
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
    unclearMessage(t, problem, { spaces: [], forms: COMMAND_FORMS.slice(3, 4) }),
    unclearMessage(t, problem, { spaces, forms: [], suggestion: 'help' }),
    unclearMessage(t, problem, { spaces, forms: COMMAND_FORMS.slice(0, 1), allFlows: '{}' }),
  ]);
  for (const message of [helpMessage(t, COMMAND_FORMS), ...answers]) {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
    expect(shown(message) + message.text).not.toContain('<!channel>');
  }
});
