import type { Result } from '../../../result.ts';
import type { CommandProblem } from '../../payloads/command/command.ts';
import { cleanWords, flowWordsOfRequest, normalWord } from '../../payloads/command/words.ts';
import type { NeededRight } from '../door.ts';
import { fetchFlows } from './fetch.ts';
import { meantBy } from './nearest.ts';
import { pick } from './pick.ts';
import type { ParsedCommand, Subcommand } from './subcommand.ts';
import { SUBCOMMAND_OF_WORD, SUBCOMMANDS } from './table.ts';

/** A text that can't be run, and the subcommand that it seems to be meant for. */
export interface UnclearCommand {
  subcommand: Subcommand;
  problem: CommandProblem;
}

/** The subcommand that the first word names, or undefined where it names none. */
function namedSubcommand([first = '', ...others]: readonly string[]): Subcommand | undefined {
  const named = SUBCOMMAND_OF_WORD.get(normalWord(first));
  return named?.standsAlone === true && others.length > 0 ? undefined : named;
}

function parse(text: string): Result<ParsedCommand, UnclearCommand> {
  const words = cleanWords(text);
  const named = namedSubcommand(words);
  // Before names are looked up: whoever types `status` alone does not want the one flow that is called so shared.
  const [only = '', ...others] = words;
  const meant = named === undefined && others.length === 0 ? meantBy(SUBCOMMANDS, only) : undefined;
  if (meant !== undefined) {
    return { ok: false, error: { subcommand: meant, problem: { kind: 'unknown-word', given: only } } };
  }
  const subcommand = named ?? (flowWordsOfRequest(words).length === 0 ? pick : fetchFlows);
  const parsed = subcommand.parse(named === undefined ? words : words.slice(1));
  return parsed.ok ? parsed : { ok: false, error: { subcommand, problem: parsed.error } };
}

/** A text is asked for its right first, and run right after that. */
let last: { text: string; parsed: Result<ParsedCommand, UnclearCommand> } | undefined;

/**
 * Reads the text of a command, as it stands behind `/flow-json`: a word of the table and what its subcommand takes, or
 * flow IDs, words of a flow's name, or nothing. What was pasted along with an ID is cleaned away where the meaning is plain;
 * what isn't plain is a problem, and never guessed.
 */
export function parseCommand(text: string): Result<ParsedCommand, UnclearCommand> {
  if (last?.text !== text) last = { text, parsed: parse(text) };
  return last.parsed;
}

/** What somebody must be allowed to do for what a command's text says; of one that is unclear, for what it seems to be. */
export function rightOfText(text: string): NeededRight {
  const parsed = parseCommand(text);
  return parsed.ok ? parsed.value.right : parsed.error.subcommand.right;
}
