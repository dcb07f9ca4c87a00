import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boltLogger } from '../../../../src/slack/workspaces/bolt-logger.ts';
import { type Envelope, SocketLink } from '../../../../src/slack/workspaces/socket-link.ts';
import { ODD_FRAMES } from '../../../support/odd-frames.ts';
import { silentLog } from '../../support/fakes.ts';

const tick = () => new Promise((next) => setImmediate(next));

function setUp() {
  const did: string[] = [];
  const envelopes: Envelope[] = [];
  const link = new SocketLink({
    options: { appToken: 'xapp-1', logger: boltLogger(silentLog, 'error') },
    onEnvelope: (envelope) => void envelopes.push(envelope),
    onDisconnect: () => void did.push('disconnect'),
    onOther: () => void did.push('other'),
  });
  link.on('connected', () => void did.push('connected'));
  /** As the WebSocket hands a frame over. */
  async function frame(data: string | Uint8Array): Promise<void> {
    link.emit('ws_message', data, typeof data !== 'string');
    await tick();
  }
  return { link, did, envelopes, frame };
}

describe('a link', () => {
  it('hands envelopes over, and knows hello and disconnect', async () => {
    const { did, envelopes, frame } = setUp();
    await frame('{"type":"hello","num_connections":1}');
    await frame('{"type":"events_api","envelope_id":"e","payload":{"a":1},"retry_attempt":2,"retry_reason":"timeout"}');
    await frame('{"type":"disconnect","reason":"warning"}');
    expect(did).toEqual(['connected', 'disconnect']);
    expect(envelopes).toMatchObject([{ payload: { a: 1 }, retryNum: 2, retryReason: 'timeout' }]);
    await expect(envelopes[0]?.ack(undefined)).rejects.toThrow('the link has ended');
  });

  it('passes over what is none of Slack’s, and never lets a frame name an event of its own', async () => {
    const { link, frame, envelopes } = setUp();
    const emitted: unknown[] = [];
    for (const name of ['close', 'error', 'slack_event', 'disconnected', 'nobody_knows']) {
      link.on(name, () => void emitted.push(name));
    }
    for (const each of ODD_FRAMES) await frame(each);
    expect(emitted).toEqual([]);
    for (const { payload } of envelopes) expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
  });

  it('takes any text, and throws nothing', async () => {
    const { frame, envelopes } = setUp();
    const envelope = fc.record({ type: fc.string(), envelope_id: fc.anything(), payload: fc.jsonValue() });
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      envelope.map((each) => JSON.stringify(each) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(text, async (each) => {
        await frame(each);
        for (const { payload } of envelopes) expect(payload).toEqual(expect.any(Object));
      }),
    );
  });
});
