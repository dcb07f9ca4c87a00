import { parseCommand } from '../../../../src/slack/listeners/commands/parse-command.ts';

/** What a command's text is read as: its subcommand's name and arguments. */
export function parsed(text: string): { name: string; given: unknown } {
  const command = parseCommand(text);
  if (!command.ok) throw new Error(`${text} is unclear: ${JSON.stringify(command.error.problem)}`);
  const { name, given } = command.value;
  return { name, given };
}

/** What is unclear in a command's text, and which subcommand it was meant for. */
export function unclear(text: string): { subcommand: string; problem: unknown } {
  const command = parseCommand(text);
  if (command.ok) throw new Error(`${text} is read as ${command.value.name}`);
  const { subcommand, problem } = command.error;
  return { subcommand: subcommand.name, problem };
}
