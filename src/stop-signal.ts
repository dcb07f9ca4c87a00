/** What asks the process to end: a supervisor, and Ctrl-C. */
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Resolves with the first signal that asks the process to end; any later one changes nothing. Imported before all else:
 * from then on a signal is heard, however far the start has come. As process 1 of a container, one that listened later
 * would not even be ended by it.
 */
export const stopSignal = new Promise<string>((resolve) => {
  for (const signal of SIGNALS) process.on(signal, resolve);
});
