import { afterAll, beforeAll, expect, vi } from 'vitest';

// Two processes run the unit test files, each one file after the other: none of them may change what the next one meets. Whoever
// forgets to put something back is told here, rather than a file that did nothing wrong.

/** What a test changes most easily, and every other one uses. */
const shared = () => ({
  isFakeTime: vi.isFakeTimers(),
  fetch: globalThis.fetch,
  allocUnsafe: Buffer.allocUnsafe,
  directory: process.cwd(),
  umask: process.umask(),
});
// biome-ignore lint/style/noProcessEnv: it is compared, not read
const environment = () => ({ ...process.env });

let before: ReturnType<typeof shared>;
let variables: ReturnType<typeof environment>;

beforeAll(() => {
  before = shared();
  variables = environment();
});

afterAll(() => {
  expect(shared()).toEqual(before);
  const now = environment();
  // By name: the machine's variables are nobody's business in a log.
  const changed = Object.keys({ ...variables, ...now }).filter((name) => now[name] !== variables[name]);
  expect(changed).toEqual([]);
});
