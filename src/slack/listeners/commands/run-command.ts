import { spaceNames } from '../../answers/spaces.ts';
import { unclearMessage } from '../../messages/help.ts';
import type { CommandProblem } from '../../payloads/command/command.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { parseCommand } from './parse-command.ts';
import type { CommandContext } from './subcommand.ts';
import { COMMAND_FORMS } from './table.ts';

/**
 * Does what a command's text says, and answers the requester; a text that is unclear is answered with what is wrong. What
 * was here before gets no second answer.
 *
 * @throws what the subcommand throws.
 */
export async function runCommand(parts: ListenerParts, context: CommandContext, text: string): Promise<void> {
  const answerUnclear = (problem: CommandProblem) =>
    context.reply(
      unclearMessage(context.t, problem, spaceNames(parts.accounts), COMMAND_FORMS, context.triggerId === undefined),
    );
  const parsed = parseCommand(text);
  const isRequest = parsed.ok && parsed.value.isRequest;
  if (!isRequest && !(await context.isNew())) return;
  if (!parsed.ok) return answerUnclear(parsed.error.problem);
  const refuse = async (problem: CommandProblem) => {
    // What becomes no request is not written down as one.
    if (!isRequest || (await context.isNew())) await answerUnclear(problem);
  };
  await parsed.value.run(parts, { ...context, text, forms: COMMAND_FORMS, refuse });
}
