import { describe, expect, it } from 'vitest';
import { createEnvelopes, type Envelope } from '../../../sandbox/slack/socket-envelopes.ts';

/** Time that passes only when it is told to. */
function manualTime() {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async pass(ms: number) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now) continue;
        timers.delete(timer);
        timer.run();
      }
      // What waited for a timer goes on before the test does.
      await new Promise(setImmediate);
    },
  };
}

function setUp({ isLinked = true } = {}) {
  const sent: Envelope[] = [];
  const link = {
    send: (envelope: unknown) => void sent.push(envelope as Envelope),
    sendRaw() {},
    close() {},
    drop() {},
    freeze() {},
  };
  const time = manualTime();
  let ids = 0;
  const envelopes = createEnvelopes({
    nextLink: () => (isLinked ? link : undefined),
    newId: () => `E${++ids}`,
    after: time.after,
  });
  const ack = (payload?: unknown) => envelopes.take(JSON.stringify({ envelope_id: sent.at(-1)?.envelope_id, payload }));
  return { envelopes, sent, time, ack };
}

describe('an envelope', () => {
  it('of a command holds its fields, and one of an interaction its payload', async () => {
    const { envelopes, sent } = setUp();
    void envelopes.send({ command: '/flow-json', text: 'help' });
    void envelopes.send({ payload: '{"type":"block_actions"}' });
    void envelopes.sendEvent({ type: 'event_callback' });
    const rest = { retry_attempt: 0, retry_reason: '' };
    expect(sent).toEqual([
      {
        envelope_id: 'E1',
        type: 'slash_commands',
        payload: { command: '/flow-json', text: 'help' },
        accepts_response_payload: true,
        ...rest,
      },
      {
        envelope_id: 'E2',
        type: 'interactive',
        payload: { type: 'block_actions' },
        accepts_response_payload: true,
        ...rest,
      },
      {
        envelope_id: 'E3',
        type: 'events_api',
        payload: { type: 'event_callback' },
        accepts_response_payload: false,
        ...rest,
      },
    ]);
  });

  it.each([
    [undefined, ''],
    [{}, ''],
    [{ text: 'Hello' }, '{"text":"Hello"}'],
  ])('acked with %j answers %j', async (payload, body) => {
    const { envelopes, ack } = setUp();
    const answer = envelopes.send({ command: '/flow-json' });
    ack(payload);
    expect(await answer).toEqual({ ok: true, contentType: 'application/json', body });
  });

  it('of an event takes no answer', async () => {
    const { envelopes, ack } = setUp();
    const answer = envelopes.sendEvent({});
    ack({ text: 'Hello' });
    expect(await answer).toMatchObject({ ok: true, body: '' });
  });

  it('fails at once without a link', async () => {
    const { envelopes, sent } = setUp({ isLinked: false });
    expect(await envelopes.send({})).toEqual({ ok: false, error: 'dispatch_failed' });
    expect(sent).toEqual([]);
  });

  it('fails after 3 s without an ack, and a command is not sent again', async () => {
    const { envelopes, sent, time, ack } = setUp();
    const answer = envelopes.send({ command: '/flow-json' });
    envelopes.take('no JSON');
    envelopes.take('{"envelope_id":"another"}');
    await time.pass(2999);
    expect(sent).toHaveLength(1);
    await time.pass(1);
    ack();
    expect(await answer).toEqual({ ok: false, error: 'operation_timeout' });
    await time.pass(600_000);
    expect(sent).toHaveLength(1);
  });

  it('of an event is sent again at once, after a minute and after five', async () => {
    const { envelopes, sent, time } = setUp();
    void envelopes.sendEvent({ event_id: 'Ev1' });
    for (const ms of [3000, 0, 3000, 60_000, 3000, 300_000, 3000, 600_000]) await time.pass(ms);
    expect(sent.map(({ retry_attempt: attempt, retry_reason: reason }) => [attempt, reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
      [3, 'timeout'],
    ]);
    expect(new Set(sent.map(({ envelope_id: id }) => id)).size).toBe(4);
    expect(sent.map(({ payload }) => payload)).toEqual(Array.from({ length: 4 }, () => ({ event_id: 'Ev1' })));
  });

  it('of an event that was acked the second time is not sent a third', async () => {
    const { envelopes, sent, time, ack } = setUp();
    void envelopes.sendEvent({});
    await time.pass(3000);
    await time.pass(0);
    ack();
    await time.pass(0);
    await time.pass(600_000);
    expect(sent).toHaveLength(2);
  });

  it('whose ack is lost can be sent again, with the same payload', async () => {
    const { envelopes, sent, time, ack } = setUp();
    envelopes.loseAcks(1);
    const first = envelopes.send({ command: '/flow-json' });
    ack();
    await time.pass(3000);
    expect(await first).toEqual({ ok: false, error: 'operation_timeout' });
    const second = envelopes.sendAgain();
    ack();
    expect(await second).toMatchObject({ ok: true });
    expect(sent[1]).toEqual({ ...sent[0], envelope_id: 'E2', retry_attempt: 1, retry_reason: 'timeout' });
  });
});
