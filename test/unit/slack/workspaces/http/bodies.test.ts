import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReadBody } from '../../../../../src/slack/workspaces/http/bodies.ts';

const LIMITS = { each: 100, together: 300 };

/** As much of a request as is read. */
const requestOf = () => new PassThrough() as unknown as IncomingMessage & PassThrough;
const outcomeOf = (reading: Promise<Buffer>) =>
  reading.then(
    (body) => body.toString(),
    (error: { kind: string }) => error.kind,
  );
const tick = () => new Promise((next) => setImmediate(next));

describe('a body that is read', () => {
  it('is whole', async () => {
    const request = requestOf();
    const body = outcomeOf(createReadBody(LIMITS)(request));
    request.write('one ');
    request.end('two');
    expect(await body).toBe('one two');
  });

  it('is given up where it is too large, or ends too early', async () => {
    const readBody = createReadBody(LIMITS);
    const [large, early] = [requestOf(), requestOf()];
    const outcomes = [large, early].map((request) => outcomeOf(readBody(request)));
    large.write('x'.repeat(101));
    early.write('x');
    early.destroy();
    expect(await Promise.all(outcomes)).toEqual(['too-large', 'cut-off']);
  });

  it('makes room by giving up the largest, and never the small one that comes in between', async () => {
    const readBody = createReadBody(LIMITS);
    const hoarders = [90, 95, 80].map((size) => ({ size, request: requestOf() }));
    const outcomes = hoarders.map(({ request }) => outcomeOf(readBody(request)));
    for (const { size, request } of hoarders) request.write('x'.repeat(size));
    await tick();
    const slack = requestOf();
    const small = outcomeOf(readBody(slack));
    slack.write('y'.repeat(50));
    await tick();
    slack.end();
    expect(await small).toBe('y'.repeat(50));
    for (const { request } of hoarders) request.end();
    expect((await Promise.all(outcomes)).map((outcome) => outcome.length)).toEqual([90, 'crowded-out'.length, 80]);
  });

  it('comes whole, or not at all, however many come at once, and leaves room for the next', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }), { maxLength: 12 }),
        async (all) => {
          const readBody = createReadBody(LIMITS);
          const requests = all.map(() => requestOf());
          const outcomes = requests.map((request) => outcomeOf(readBody(request)));
          for (let round = 0; round < 4; round += 1) {
            for (const [index, sizes] of all.entries()) requests[index]?.write('x'.repeat(sizes[round] ?? 0));
            await tick();
          }
          for (const request of requests) request.end();
          for (const [index, outcome] of (await Promise.all(outcomes)).entries()) {
            const size = (all[index] ?? []).reduce((sum, each) => sum + each, 0);
            expect(['too-large', 'crowded-out', 'x'.repeat(size)]).toContain(outcome);
            if (size > LIMITS.each) expect(outcome).not.toBe('x'.repeat(size));
          }
          const next = requestOf();
          const body = outcomeOf(readBody(next));
          next.end('z'.repeat(LIMITS.each));
          expect(await body).toBe('z'.repeat(LIMITS.each));
        },
      ),
      { numRuns: 50 },
    );
  });
});
