import type { CommandForm } from '../../messages/help.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { audit } from './audit.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { fetchFlows } from './fetch.ts';
import { getVersion } from './get-version.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { list } from './list.ts';
import { mute } from './mute.ts';
import { ops } from './ops.ts';
import { pick } from './pick.ts';
import { reload } from './reload.ts';
import { settings } from './settings.ts';
import type { Subcommand } from './subcommand.ts';
import { unmute } from './unmute.ts';
import { unwatch } from './unwatch.ts';
import { watch } from './watch.ts';
import { watches } from './watches.ts';

/** Every subcommand, in the order of the help. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  fetchFlows,
  pick,
  list,
  check,
  watch,
  unwatch,
  mute,
  unmute,
  watches,
  history,
  getVersion,
  diff,
  ops,
  settings,
  audit,
  reload,
  help,
];

/** From the first word of a command's text to the subcommand that it means. */
export const SUBCOMMAND_OF_WORD: ReadonlyMap<string, Subcommand> = new Map(
  SUBCOMMANDS.flatMap((subcommand) => subcommand.words.map((word) => [word, subcommand] as const)),
);

/** The lines of the help. */
export const COMMAND_FORMS: readonly CommandForm[] = SUBCOMMANDS.flatMap(({ forms }) => forms);

/** Those of what the person may do. */
export const formsFor = ({ may }: Pick<ListenerParts, 'may'>): CommandForm[] =>
  SUBCOMMANDS.filter(({ right }) => may(right)).flatMap(({ forms }) => forms);
