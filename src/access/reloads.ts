/** What came of reading the file of rules. */
export interface ReadOutcome {
  /** How many rules are in force. */
  rules: number;
  /** The same where the same rules are in force. */
  fingerprint: string;
  /** All that is wrong with the file, each with its line and column; empty: its rules are in force. Else the old ones are. */
  problems: readonly string[];
}

/** What one process made of it. */
export interface ProcessOutcome {
  /** As people who run it know it: its host and process ID. */
  process: string;
  outcome: ReadOutcome;
}

/**
 * How one process has all of them read the rules again: each looks for a number that has grown.
 *
 * Every function rejects where the database fails.
 */
export interface Reloads {
  /** The number of the last time that all were asked; 0: nobody was yet. */
  latest(): Promise<number>;
  /** Asks all. @returns the number. */
  ask(): Promise<number>;
  /** What this process made of it. */
  answer(number: number, outcome: ReadOutcome): Promise<void>;
  /** What the other processes that live made of it; `silent`: so many have not said anything. */
  others(number: number): Promise<{ answers: ProcessOutcome[]; silent: number }>;
}
