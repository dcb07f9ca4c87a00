/** What a command is given, and what it may touch. */
export interface Surroundings {
  cwd: string;
  readInput: () => Promise<string>;
  out: (text: string) => void;
  err: (text: string) => void;
}

/** @returns the exit code */
export type Command = (args: readonly string[], surroundings: Surroundings) => Promise<number>;
