import type { CATALOGUES, Translate } from '../../i18n.ts';
import type { CommandProblem } from '../payloads/command/command.ts';
import { code, cut, type Message, paragraphs } from './message.ts';

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
const EXAMPLE = command('17b6a0c4e2f94d1b8c35e07f6a9d2b18');

const usageLine = (t: Translate, forms: readonly CommandForm[]) =>
  [t('help.usage'), ...forms.slice(0, 1).map(({ form, usage }) => command(usage ?? form))].join(' ');
const exampleLine = (t: Translate) => t('help.example', { example: EXAMPLE });

/** Every form of the command, with what it does: in the answer to `help`, and in the Home tab. */
export function commandLines(t: Translate, forms: readonly CommandForm[]): string {
  const lines: [string, HelpKey][] = [
    ...forms.map(({ form, what }): [string, HelpKey] => [command(form), what]),
    [code('space:<CustSpaceId>'), 'space'],
    [code('only-me'), 'onlyMe'],
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
    `${usageLine(t, forms)}\n${commandLines(t, forms)}\n${exampleLine(t)}`,
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
    case 'unexpected-word':
    case 'flow-id-too-long':
    case 'not-a-flow-id':
    case 'unknown-space':
    case 'bad-interval':
    case 'not-a-version':
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
  return `${explain(t, problem)} ${t('unclear.knownSpaces', { spaces: spaces.map(code).join(', ') })}`;
}

/**
 * The private answer to a command that can't be understood: what is wrong, usage, an example.
 *
 * @param spaces names of the spaces in the settings.
 * @param forms of the command: the first is shown as its usage.
 * @param isMessage whether the command came as a message: Slack may take no command there.
 */
export function unclearMessage(
  t: Translate,
  problem: CommandProblem,
  spaces: readonly string[],
  forms: readonly CommandForm[],
  isMessage = false,
): Message {
  return paragraphs(
    unclearText(t, problem, spaces),
    `${usageLine(t, forms)}\n${exampleLine(t)}`,
    ...(isMessage ? [t('help.asMessage')] : []),
    t('help.whereToFind'),
  );
}
