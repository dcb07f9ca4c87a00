import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RequestJournal } from '../../../src/requests/journal.ts';
import { createUnderWay } from '../../../src/requests/under-way.ts';
import { fakeClock } from '../support/fakes.ts';

function setUp() {
  const release = vi.fn<RequestJournal['release']>(async () => {});
  const error = vi.fn();
  return { release, error, ...createUnderWay({ journal: { release }, clock: fakeClock, log: { error } }) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('logs what went wrong, with the error itself, and releases the request', async () => {
  const { add, settled, release, error } = setUp();
  const broken = new TypeError('x is not a function');
  add('1', Promise.reject(broken));
  await settled();
  expect(error.mock.calls).toEqual([[{ id: '1', err: broken }, 'A request did not end: it is taken up again']]);
  expect(release.mock.calls).toEqual([['1']]);
});

it('tries to release a request every two seconds, as long as it takes', async () => {
  const { add, settled, release } = setUp();
  release.mockRejectedValue(new Error('gone'));
  add('1', Promise.reject(new Error('broken')));
  await vi.advanceTimersByTimeAsync(1999);
  expect(release).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(release).toHaveBeenCalledTimes(301);
  release.mockResolvedValue();
  await vi.advanceTimersByTimeAsync(2000);
  await settled();
  expect(release).toHaveBeenCalledTimes(302);
});

it('does not insist once it is stopped, and logs why', async () => {
  const { add, settled, stop, release, error } = setUp();
  const gone = new Error('gone');
  release.mockRejectedValue(gone);
  add('1', Promise.reject(new Error('broken')));
  await vi.advanceTimersByTimeAsync(0);
  stop();
  await vi.advanceTimersByTimeAsync(2000);
  await settled();
  expect(release).toHaveBeenCalledTimes(2);
  expect(error).toHaveBeenLastCalledWith({ id: '1', err: gone }, 'A request could not be released');
});
