import { spaceNames } from '../../answers/spaces.ts';
import { unclearMessage } from '../../messages/help.ts';
import type { CommandProblem } from '../../payloads/command/command.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { parseCommand } from './parse-command.ts';
import type { CommandContext } from './subcommand.ts';
import { COMMAND_FORMS } from './table.ts';

/**
 * Does what a command's text says, and answers the requester; a text that is unclear is answered with what is wrong.
 *
 * @throws what the subcommand throws.
 */
export async function runCommand(parts: ListenerParts, context: CommandContext, text: string): Promise<void> {
  const refuse = (problem: CommandProblem) =>
    context.reply(unclearMessage(context.t, problem, spaceNames(parts.accounts), COMMAND_FORMS));
  const parsed = parseCommand(text);
  if (!parsed.ok) return refuse(parsed.error.problem);
  await parsed.value.run(parts, { ...context, forms: COMMAND_FORMS, refuse });
}
