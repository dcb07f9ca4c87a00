import type { Log } from './log.ts';

/**
 * What happens to an error that nobody caught: it is logged, and the process goes on.
 *
 * Node's own way, and its advice, is to end the process. Here that would be the greater harm. Whatever one request, frame
 * or answer from outside could make throw would end the work of everybody else, and whoever sent it could send it again
 * after each restart. What must not be left half done is in the database, in transactions and under leases; what is in
 * memory belongs to one request or one connection, and the most that such an error leaves behind is that one hanging
 * until its time is up. A process that is really beyond repair fails its `/health`, and the supervisor replaces it.
 *
 * Each such line is a fault of the bot all the same: doors and listeners have to catch what is theirs.
 *
 * Of an error of the log's own stream no line is written: where nobody reads it any more, each line would be the next error.
 */
export function surviveUncaughtErrors(log: Pick<Log, 'error'>): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', (error) => log.error({ err: error }, 'An error was caught by nobody'));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'A rejection was handled by nobody'));
}
