import type { Command, Surroundings } from './command.ts';

/** The commands of the command line. Each is loaded when it is asked for, so that none pays for another. */
const COMMANDS: Readonly<Record<string, () => Promise<{ run: Command }>>> = {
  check: () => import('./check.ts'),
  draw: () => import('./draw.ts'),
};

const USAGE = `Usage: flow-json-for-slack <command> [options]

Commands:
  check   Check the JSON of WhatsApp Flows: what Meta would refuse, and what will hurt
  draw    Draw a WhatsApp Flow as a picture, or what changed between two

flow-json-for-slack <command> --help says more.
`;

/** @returns the exit code of the command; 2 where there is no such command */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    const isAskedFor = args.length > 0;
    (isAskedFor ? surroundings.out : surroundings.err)(USAGE);
    return isAskedFor ? 0 : 2;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    surroundings.err(`There is no command "${name}".\n\n${USAGE}`);
    return 2;
  }
  const { run } = await load();
  return run(rest, surroundings);
}
