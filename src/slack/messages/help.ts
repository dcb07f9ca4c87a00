import type { CATALOGUES, Translate } from '../../i18n.ts';
import type { CommandProblem } from '../payloads/command/command.ts';
import { LIST_NEXT } from './list.ts';
import { listed } from './listed.ts';
import { actions, button, code, cut, type Message, paragraphs, shownName } from './message.ts';

/** A text of the help, by its key in the language files. */
type HelpKey = keyof (typeof CATALOGUES)['en']['help']['commands'];

/** A form that the command has, as the help shows it. */
export interface CommandForm {
  /** Behind `/flow-json`. */
  form: string;
  /** The same in full, where the help leaves out what has a line of its own. */
  usage?: string;
  /** What it does. */
  what: HelpKey;
}

const command = (text: string) => code(`/flow-json ${text}`.trim());

/** What stands for what a person fills in. */
const EXAMPLES: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/<flowId> <flowId>/, '17b6a0c4e2f94d1b8c35e07f6a9d2b18 1706123456789012'],
  [/<flowId>( …)?/, '17b6a0c4e2f94d1b8c35e07f6a9d2b18'],
  [/\[version\] \[version\]/, '2 5'],
  [/\[person\] \[flowId\] \[days\]/, 'U0123456789 30'],
  [/\[name\]/, 'clinic'],
  [/[[\]]/g, ''],
];
const exampleOf = (form: string) =>
  EXAMPLES.reduce((text, [pattern, filledIn]) => text.replace(pattern, filledIn), form);

/** A subcommand's usage: each of its forms, and an example where one says more. */
function usageLines(t: Translate, forms: readonly CommandForm[]): string[] {
  const [first] = forms;
  if (first === undefined) return [];
  const usage = [t('help.usage'), forms.map(({ form, usage: full }) => command(full ?? form)).join(' · ')].join(' ');
  const example = exampleOf(first.form);
  return example === first.form ? [usage] : [usage, t('help.example', { example: command(example) })];
}

/** Every form of the command, with what it does: in the answer to `help`, and in the Home tab. */
export function commandLines(t: Translate, forms: readonly CommandForm[]): string {
  const lines: [string, HelpKey][] = [
    ...forms.map(({ form, what }): [string, HelpKey] => [command(form), what]),
    [code('space:<CustSpaceId>'), 'space'],
    [`${code('only-me')} · ${code('here')}`, 'onlyMe'],
    [`${code('picture')} · ${code('json')}`, 'display'],
  ];
  return lines.map(([form, what]) => `• ${form} – ${t(`help.commands.${what}`)}`).join('\n');
}

/**
 * The answer to `/flow-json help`.
 *
 * @param forms every form of the command, the usual one first.
 */
export function helpMessage(t: Translate, forms: readonly CommandForm[]): Message {
  return paragraphs(
    t('help.intro'),
    [...usageLines(t, forms.slice(0, 1)), commandLines(t, forms)].join('\n'),
    t('help.asMessage'),
    t('help.whereToFind'),
    t('help.privacy'),
  );
}

/** The longest piece of somebody's input that an answer repeats; characters. */
const MAX_REPEATED = 80;

const shownGiven = (given: string): string => code(cut(given, MAX_REPEATED));

function explain(t: Translate, problem: CommandProblem): string {
  switch (problem.kind) {
    case 'too-many-flow-ids':
      return t('unclear.too-many-flow-ids', { count: problem.count });
    case 'not-a-space-id':
      return problem.given === ''
        ? t('unclear.no-space-id')
        : t('unclear.not-a-space-id', { given: shownGiven(problem.given) });
    case 'several-spaces':
    case 'no-flow-id':
    case 'one-flow-only':
    case 'ops-where':
      return t(`unclear.${problem.kind}`);
    case 'takes-nothing':
      return t('unclear.takes-nothing', { command: code(problem.command), given: shownGiven(problem.given) });
    case 'several-flows-named':
      return t('unclear.several-flows-named', {
        given: shownGiven(problem.given),
        count: problem.total,
        flows: listed(
          t,
          problem.flows.map(({ flowId, name }) => `${shownName(name || t('list.unnamed'))} ${code(flowId)}`),
        ),
      });
    case 'unknown-word':
    case 'unexpected-word':
    case 'no-flow-named':
    case 'flow-id-too-long':
    case 'not-a-flow-id':
    case 'unknown-space':
    case 'bad-interval':
    case 'not-a-version':
    case 'audit-what':
      return t(`unclear.${problem.kind}`, { given: shownGiven(problem.given) });
  }
}

/**
 * What is unclear, as mrkdwn.
 *
 * @param spaces names of the spaces in the settings, listed where a space is what is wrong.
 */
export function unclearText(t: Translate, problem: CommandProblem, spaces: readonly string[]): string {
  const isAboutSpace = problem.kind === 'unknown-space' || problem.kind === 'not-a-space-id';
  if (!isAboutSpace || spaces.length === 0) return explain(t, problem);
  return `${explain(t, problem)} ${t('unclear.knownSpaces', { spaces: listed(t, spaces.map(code)) })}`;
}

/** What helps somebody whose command was unclear. */
export interface Help {
  /** Names of the spaces in the settings. */
  spaces: readonly string[];
  /** Of the subcommand that was meant: its usage. */
  forms: readonly CommandForm[];
  /** What was meant instead, most likely; then the usage is left out. */
  suggestion?: string | undefined;
  /** What the button to the list of all flows gives back; absent: there is none. */
  allFlows?: string | undefined;
  /** Whether the command came as a message: Slack may take no slash command there. */
  isMessage?: boolean;
}

/** The private answer to a command that can't be understood: what is wrong, usage, an example. */
export function unclearMessage(
  t: Translate,
  problem: CommandProblem,
  { spaces, forms, suggestion, allFlows, isMessage = false }: Help,
): Message {
  const wrong = unclearText(t, problem, spaces);
  const asksForId = forms.some(({ form }) => form.includes('<flowId>'));
  const said =
    suggestion === undefined
      ? [
          wrong,
          usageLines(t, forms).join('\n'),
          isMessage ? t('help.asMessage') : '',
          asksForId ? t('help.whereToFind') : '',
        ]
      : [`${wrong} ${t('unclear.didYouMean', { command: command(suggestion) })}`];
  const message = paragraphs(...said.filter(Boolean));
  if (allFlows === undefined) return message;
  const toList = actions(button(t('unclear.showAll'), { actionId: LIST_NEXT, value: allFlows }));
  return { ...message, blocks: [...message.blocks, toList] };
}
