import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHealthRoute } from '../../../../src/slack/workspaces/health-route.ts';
import { fakeClock } from '../../support/fakes.ts';
import { readableLog } from '../../support/readable-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const probe = vi.fn<() => Promise<void>>(async () => {});
  const { log, entries } = readableLog();
  const route = createHealthRoute({ probe, clock: fakeClock, log });
  async function ask() {
    const request = Object.assign(new IncomingMessage(new Socket()), { params: {} });
    const response = new ServerResponse(request);
    const ended = new EventEmitter();
    const body = new Promise<string>((resolve) => ended.once('end', resolve));
    response.end = (chunk?: unknown) => {
      ended.emit('end', String(chunk));
      return response;
    };
    route.handler(request, response);
    await vi.advanceTimersByTimeAsync(0);
    const status = body.then(() => response.statusCode);
    return { status: () => status, body };
  }
  const status = async () => (await ask()).status();
  return { probe, entries, ask, status };
}

describe('/health', () => {
  it('is 200 while the database can be written', async () => {
    const { status } = setUp();
    expect(await status()).toBe(200);
  });

  it('is 503 while it can not, says so once in the log, and says when that is over', async () => {
    const { probe, entries, status, ask } = setUp();
    probe.mockRejectedValue(new Error('the disk is full'));
    expect(await status()).toBe(503);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await (await ask()).body).toBe('{"ok":false,"database":"can not be written"}');
    probe.mockResolvedValue();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await status()).toBe(200);
    expect(entries().map(({ msg }) => msg)).toEqual([
      'The database can not be written: /health says so',
      'The database can be written again',
    ]);
  });

  it('writes once in three seconds, however often it is asked', async () => {
    const { probe, status } = setUp();
    await Promise.all(Array.from({ length: 50 }, status));
    expect(probe).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_999);
    await status();
    expect(probe).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    await status();
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('does not wait for a database that says nothing', async () => {
    const { probe, ask } = setUp();
    probe.mockReturnValue(new Promise(() => {}));
    const asked = await ask();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await asked.status()).toBe(503);
  });
});
