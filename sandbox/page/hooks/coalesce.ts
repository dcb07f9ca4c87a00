/**
 * Makes a function that runs `task`, never twice at a time: asked for while it runs, it runs once more afterwards, however
 * often it was asked.
 *
 * @param task must not reject.
 */
export function coalesced(task: () => Promise<void>): () => void {
  let isRunning = false;
  let isAskedAgain = false;

  async function run(): Promise<void> {
    isRunning = true;
    do {
      isAskedAgain = false;
      await task();
    } while (isAskedAgain);
    isRunning = false;
  }

  return () => {
    if (isRunning) isAskedAgain = true;
    else void run();
  };
}
