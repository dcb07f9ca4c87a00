import type { CommandProblem } from '../../flows/command.ts';
import { code, cut, type Message, paragraphs } from './message.ts';

const USAGE = '*Usage:* `/flow-json <flowId> [space:<CustSpaceId>]`'.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const EXAMPLE = '*Example:* `/flow-json 17b6a0c4e2f94d1b8c35e07f6a9d2b18`';
const WHERE_TO_FIND =
  'The ID of a flow is in the Chat App Message Service console, under WhatsApp Flows: a long number, or 32 letters and digits.';

/** The answer to `/flow-json help`. */
export function helpMessage(): Message {
  return paragraphs(
    'I share the JSON of a WhatsApp Flow that lives on Alibaba Cloud, as a snippet, where you ask for it.',
    `${USAGE}\n${EXAMPLE}`,
    `${WHERE_TO_FIND} Add ${code('space:')} and a space or instance ID (as ${code('cams-1234')}) for a flow of another space.`,
    'Everybody in the conversation sees the file. Only you see when something goes wrong, with the reason and what to do.',
  );
}

/** The longest piece of somebody's input that an answer repeats; characters. */
const MAX_REPEATED = 80;

function explain(problem: CommandProblem): string {
  const given = 'given' in problem ? code(cut(problem.given, MAX_REPEATED)) : '';
  switch (problem.problem) {
    case 'no-flow-id':
      return 'Which flow? Its ID is missing.';
    case 'several-flow-ids':
      return 'I take one flow at a time: send a command for each.';
    case 'unexpected-word':
      return `I don't know what ${given} means behind the flow ID.`;
    case 'flow-id-too-long':
      return `${given} is too long for a flow ID: it has at most 64 characters.`;
    case 'not-a-flow-id':
      return `${given} is not a flow ID: that has 6 to 64 letters, digits, \`-\` or \`_\`, and at least one digit.`;
    case 'not-a-space-id':
      return problem.given === ''
        ? 'The space ID behind `space:` is missing.'
        : `${given} is not a space ID: that is like \`cams-1234\`.`;
    case 'several-spaces':
      return 'I can look in one space at a time.';
  }
}

/** The private answer to a command that can't be understood: what is wrong, usage, an example. */
export function unclearMessage(problem: CommandProblem): Message {
  return paragraphs(explain(problem), `${USAGE}\n${EXAMPLE}`, WHERE_TO_FIND);
}
