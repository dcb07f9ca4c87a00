import { allFlowsValue } from '../../answers/flow-list.ts';
import { spaceNames } from '../../answers/spaces.ts';
import { unclearMessage } from '../../messages/help.ts';
import type { CommandProblem } from '../../payloads/command/command.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { nearestTo } from './nearest.ts';
import { parseCommand } from './parse-command.ts';
import type { CommandContext, Subcommand } from './subcommand.ts';
import { formsFor, SUBCOMMANDS } from './table.ts';

/** What the person may have meant by a word that stands for nothing. */
function suggestionFor(problem: CommandProblem): string | undefined {
  switch (problem.kind) {
    case 'unknown-word':
    case 'unexpected-word':
    case 'not-a-flow-id':
    case 'no-flow-named': {
      const meant = nearestTo(SUBCOMMANDS, problem.given.split(' ')[0] ?? '');
      return meant && (meant.forms[0]?.form ?? meant.words[0]);
    }
    default:
      return undefined;
  }
}

/**
 * Does what a command's text says, and answers the requester; a text that is unclear is answered with what is wrong. What
 * was here before gets no second answer.
 *
 * @throws what the subcommand throws.
 */
export async function runCommand(parts: ListenerParts, context: CommandContext, text: string): Promise<void> {
  const isMessage = context.triggerId === undefined;
  const refuseFor =
    ({ forms }: Pick<Subcommand, 'forms'>) =>
    (problem: CommandProblem) =>
      context.reply(
        unclearMessage(context.t, problem, {
          spaces: spaceNames(parts.offered()),
          forms,
          suggestion: suggestionFor(problem),
          allFlows: problem.kind === 'no-flow-named' ? allFlowsValue(problem.space) : undefined,
          isMessage,
        }),
      );
  const parsed = parseCommand(text);
  const isRequest = parsed.ok && parsed.value.isRequest;
  if (!isRequest && !(await context.isNew())) return;
  if (!parsed.ok) return refuseFor(parsed.error.subcommand)(parsed.error.problem);
  const answerUnclear = refuseFor(parsed.value);
  const refuse = async (problem: CommandProblem) => {
    // What becomes no request is not written down as one.
    if (!isRequest || (await context.isNew())) await answerUnclear(problem);
  };
  // A request has its own entry.
  if (!isRequest && !parsed.value.isSilent) parts.audit.does(parsed.value.name);
  await parsed.value.run(parts, { ...context, text, forms: () => formsFor(parts), refuse });
}
