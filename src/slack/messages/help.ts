import type { Translate } from '../../i18n.ts';
import type { CommandProblem } from '../payloads/command/command.ts';
import { code, cut, type Message, paragraphs } from './message.ts';

const command = (text: string) => code(`/flow-json ${text}`.trim());
const EXAMPLE = command('17b6a0c4e2f94d1b8c35e07f6a9d2b18');
const FETCH = '<flowId> … [space:<CustSpaceId>] [only-me]';

const usageLine = (t: Translate) => `${t('help.usage')} ${command(FETCH)}`;
const exampleLine = (t: Translate) => t('help.example', { example: EXAMPLE });

/** Every form of the command, with what it does: in the answer to `help`, and in the Home tab. */
export function commandLines(t: Translate): string {
  const forms: [string, string][] = [
    [command('<flowId> …'), t('help.commands.one')],
    [command(''), t('help.commands.pick')],
    [command('list [name]'), t('help.commands.list')],
    [command('watch <flowId> [every 1h]'), t('help.commands.watch')],
    [command('unwatch <flowId>'), t('help.commands.unwatch')],
    [command('watches'), t('help.commands.watches')],
    [command('history <flowId>'), t('help.commands.history')],
    [command('diff <flowId> [version] [version]'), t('help.commands.diff')],
    [command('diff <flowId> <flowId>'), t('help.commands.diffFlows')],
    [command('ops here'), t('help.commands.ops')],
    [command('settings'), t('help.commands.settings')],
    [code('space:<CustSpaceId>'), t('help.commands.space')],
    [code('only-me'), t('help.commands.onlyMe')],
  ];
  return forms.map(([form, what]) => `• ${form} – ${what}`).join('\n');
}

/** The answer to `/flow-json help`. */
export function helpMessage(t: Translate): Message {
  return paragraphs(
    t('help.intro'),
    `${usageLine(t)}\n${commandLines(t)}\n${exampleLine(t)}`,
    t('help.whereToFind'),
    t('help.privacy'),
  );
}

/** The longest piece of somebody's input that an answer repeats; characters. */
const MAX_REPEATED = 80;

function explain(t: Translate, problem: CommandProblem): string {
  const given = 'given' in problem ? code(cut(problem.given, MAX_REPEATED)) : '';
  switch (problem.problem) {
    case 'too-many-flow-ids':
      return t('unclear.too-many-flow-ids', { count: problem.count });
    case 'not-a-space-id':
      return problem.given === '' ? t('unclear.no-space-id') : t('unclear.not-a-space-id', { given });
    default:
      return t(`unclear.${problem.problem}`, { given });
  }
}

/**
 * What is unclear, as mrkdwn.
 *
 * @param spaces names of the spaces in the settings, told where a space is what is wrong.
 */
export function unclearText(t: Translate, problem: CommandProblem, spaces: readonly string[]): string {
  const isAboutSpace = problem.problem === 'unknown-space' || problem.problem === 'not-a-space-id';
  if (!isAboutSpace || spaces.length === 0) return explain(t, problem);
  return `${explain(t, problem)} ${t('unclear.knownSpaces', { spaces: spaces.map(code).join(', ') })}`;
}

/**
 * The private answer to a command that can't be understood: what is wrong, usage, an example.
 *
 * @param spaces names of the spaces in the settings.
 */
export function unclearMessage(t: Translate, problem: CommandProblem, spaces: readonly string[]): Message {
  return paragraphs(unclearText(t, problem, spaces), `${usageLine(t)}\n${exampleLine(t)}`, t('help.whereToFind'));
}
