import { describe, expect, it } from 'vitest';
import { createBytesInFlight } from '../../../../src/flows/fetch/bytes-in-flight.ts';
import { createFileUsers } from '../../../../src/flows/fetch/file-users.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));
const setUp = () => createBytesInFlight({ all: 1000, group: 800 });

describe('createFileUsers', () => {
  it('counts five times a file until it is read, then what it has, until nobody needs it', async () => {
    const bytes = setUp();
    const { promise: until, resolve: end } = Promise.withResolvers<void>();
    const users = createFileUsers(bytes, until);
    await users.admit(100);
    expect(bytes.taken).toBe(500);
    users.settle(150);
    expect(bytes.taken).toBe(150);
    users.close();
    await soon();
    expect(bytes.taken).toBe(150);
    end();
    await soon();
    expect(bytes.taken).toBe(0);
  });

  it('keeps it for who joined, also where the first one has failed', async () => {
    const bytes = setUp();
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const users = createFileUsers(bytes, first.promise);
    await users.admit(10);
    users.join(second.promise);
    users.close();
    first.reject(new Error('not shared'));
    await soon();
    expect(bytes.taken).toBe(50);
    second.resolve();
    await soon();
    expect(bytes.taken).toBe(0);
  });

  it('keeps it while somebody may still join', async () => {
    const bytes = setUp();
    const users = createFileUsers(bytes, undefined);
    await users.admit(10);
    await soon();
    expect(bytes.taken).toBe(50);
    users.close();
    expect(bytes.taken).toBe(0);
  });

  it('takes nothing where nobody counts', async () => {
    const users = createFileUsers(undefined, undefined);
    await users.admit(10 ** 12);
    users.settle(1);
    users.close();
  });
});
