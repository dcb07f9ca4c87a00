import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RetryNotice } from '../../../src/cams/account.ts';
import type { FlowDetails, FlowRef } from '../../../src/cams/client.ts';
import { CamsError } from '../../../src/cams/errors.ts';
import type { FetchedFile, FetchOptions } from '../../../src/flows/fetch-flow.ts';
import type { FetchHistory } from '../../../src/flows/records.ts';
import type { Deliver } from '../../../src/slack/deliver.ts';
import { DeliveryError } from '../../../src/slack/delivery-error.ts';
import { createFlowRequests, type FlowRequest } from '../../../src/slack/flow-requests.ts';
import type { Message } from '../../../src/slack/messages/message.ts';
import { parseRequestValue } from '../../../src/slack/request-value.ts';
import { fakeClock, silentLog } from '../support/fakes.ts';
import { details, resultOf } from './support/flows.ts';
import { buttonsIn, english } from './support/texts.ts';

const flow: FlowRef = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
const other: FlowRef = { flowId: '17b6aa12', custSpaceId: undefined, account: 'default' };
const request: FlowRequest = {
  flows: [flow],
  conversation: { channelId: 'C1', threadTs: undefined },
  userId: 'U1',
  teamId: 'T1',
  botUserId: 'U9',
  t: english,
};
const fetchedOf = (of: FlowRef): FetchedFile => {
  const { flowJson, fetchedAt } = resultOf({ summary: { version: '6.2', screenCount: 2 } }).fetched;
  return { flow: of, flowJson, fetchedAt };
};
const fetched = fetchedOf(flow);
const files = { fileIds: ['F1'], permalink: undefined };
const inConversation: Deliver = async () => ({ to: 'conversation', files });

interface SetUp {
  /** The outcome of each flow, by its ID; fetched where there is none. */
  results?: Record<string, () => Promise<FetchedFile>>;
  details?: (flow: FlowRef) => Promise<FlowDetails | undefined>;
  deliver?: Deliver;
  history?: FetchHistory['add'];
}

function setUp({
  results = {},
  details: detailsOf = async () => undefined,
  deliver = inConversation,
  history = async () => {},
}: SetUp = {}) {
  const told: Message[] = [];
  const asked: FetchOptions[] = [];
  const add = vi.fn(history);
  const requests = createFlowRequests({
    fetchFlow: (of, options) => {
      asked.push(options);
      const result = results[of.flowId]?.() ?? Promise.resolve(fetchedOf(of));
      return { queue: { ahead: 0, expectedWaitMs: 0 }, result, details: detailsOf(of) };
    },
    deliver,
    spaceOf: ({ custSpaceId }) => custSpaceId,
    history: { add },
    clock: fakeClock,
    log: silentLog,
  });
  const start = (given: Partial<FlowRequest> = {}) =>
    requests.start({ ...request, ...given }, async (message) => void told.push(message));
  const texts = () => told.map(({ text }) => text);
  return { start, told, texts, requests, asked, add, notify: (notice: RetryNotice) => asked[0]?.onRetry(notice) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createFlowRequests', () => {
  it('answers at once, and tells the outcome', async () => {
    const { start, texts, requests } = setUp();
    expect(start().text).toBe('Fetching the JSON of flow 17b6aa11 …');
    expect(texts()).toEqual([]);
    await requests.settled();
    expect(texts()).toEqual(['Shared 17b6aa11.json, the JSON of flow 17b6aa11.']);
  });

  it('delivers the text under the name and title of the flow', async () => {
    const deliveries: unknown[] = [];
    const { start, requests } = setUp({
      deliver: async (to, shared, say) => {
        deliveries.push(to, shared, say({ directMessage: false }).text);
        return { to: 'conversation', files };
      },
    });
    start();
    await requests.settled();
    expect(deliveries).toEqual([
      { conversation: { channelId: 'C1', threadTs: undefined }, userId: 'U1' },
      [{ filename: '17b6aa11.json', title: 'Flow 17b6aa11 · Flow JSON 6.2 · 2 screens', text: '{}\n' }],
      'The JSON of flow 17b6aa11, asked for by <@U1>',
    ]);
  });

  it('gives the buttons the same request, with the name of the flow', async () => {
    const values: unknown[] = [];
    const { start, requests } = setUp({
      details: async () => details,
      deliver: async (_to, _shared, say) => {
        values.push(...buttonsIn(say({ directMessage: false }).blocks).flatMap(({ value }) => value ?? []));
        return { to: 'conversation', files };
      },
    });
    start({ conversation: { channelId: 'C1', threadTs: '1.2' } });
    await requests.settled();
    expect(values).toHaveLength(2);
    for (const value of values) {
      expect(parseRequestValue(value)).toEqual({
        flowIds: ['17b6aa11'],
        account: 'default',
        custSpaceId: undefined,
        threadTs: '1.2',
        onlyMe: undefined,
        name: 'Sign-up',
      });
    }
  });

  it.each([true, undefined])('asks for a fresh file where that is wanted: %s', async (isFresh) => {
    const { start, requests, asked } = setUp();
    start({ isFresh });
    await requests.settled();
    expect(asked.map((options) => options.isFresh)).toEqual([isFresh]);
  });

  it('tells of a second try while it waits', async () => {
    const { start, texts, requests, notify } = setUp();
    start();
    notify({ inMs: 1200 });
    await requests.settled();
    expect(texts()[0]).toContain('trying again in about 1 s');
    expect(texts()).toHaveLength(2);
  });

  it.each([
    ['a fault of the API', () => new CamsError('timeout'), 'did not answer within 10 seconds'],
    ['what nobody foresaw', () => new TypeError('x is not a function'), 'nobody foresaw'],
  ])('ends with one message after %s', async (_name, error, text) => {
    const { start, texts, requests } = setUp({ results: { '17b6aa11': () => Promise.reject(error()) } });
    start();
    await requests.settled();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain(text);
    expect(texts()[0]).not.toContain('is not a function');
  });

  it('ends with one message where Slack does not take the file', async () => {
    const { start, texts, requests, add } = setUp({
      deliver: () => Promise.reject(new DeliveryError('slack-token', 'invalid_auth')),
    });
    start();
    await requests.settled();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain("Slack no longer accepts this bot's token.");
    expect(add).not.toHaveBeenCalled();
  });

  it('says where the file went, and why', async () => {
    const { start, texts, requests } = setUp({
      deliver: async () => ({ to: 'direct-message', files, reason: 'private' }),
    });
    start();
    await requests.settled();
    expect(texts()[0]).toContain('is in your direct message with me');
    expect(texts()[0]).toContain('since I am not a member of that conversation');
  });

  it('remembers what was shared, and does not mind where it can not', async () => {
    const { start, texts, requests, add } = setUp({ history: () => Promise.reject(new Error('disk full')) });
    start();
    await requests.settled();
    expect(add).toHaveBeenCalledWith({
      teamId: 'T1',
      userId: 'U1',
      channelId: 'C1',
      ...flow,
      name: undefined,
      at: fetched.fetchedAt,
    });
    expect(texts()).toEqual(['Shared 17b6aa11.json, the JSON of flow 17b6aa11.']);
  });
});

describe('the details', () => {
  const deliveredWith = (given: (flow: FlowRef) => Promise<FlowDetails | undefined>) => {
    const said: string[] = [];
    const setup = setUp({
      details: given,
      deliver: async (_to, _shared, say) => {
        said.push(JSON.stringify(say({ directMessage: false }).blocks));
        return { to: 'conversation', files };
      },
    });
    return { ...setup, said };
  };

  it.each([
    ['one flow', [flow], 1000],
    ['several flows', [flow, other], 2000],
  ])('keep the files of %s waiting for a while, and no longer', async (_name, flows, patienceMs) => {
    const { start, requests, said } = deliveredWith(() => new Promise(() => {}));
    start({ flows });
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await requests.settled();
    expect(said).toHaveLength(1);
    expect(said[0]).not.toContain('Published');
  });

  it('are shown for each flow that they came for in time', async () => {
    const { start, requests, said } = deliveredWith(({ flowId }) =>
      flowId === flow.flowId ? Promise.resolve(details) : new Promise(() => {}),
    );
    start({ flows: [flow, other] });
    await vi.advanceTimersByTimeAsync(2000);
    await requests.settled();
    expect(said[0]).toContain('*Sign-up* `17b6aa11` · Published');
    expect(said[0]).not.toContain('*Sign-up* `17b6aa12`');
  });
});

describe('a request for several flows', () => {
  const flows = [flow, other];
  const failing = { '17b6aa12': () => Promise.reject(new CamsError('timeout')) };

  it('is shared as one, and ends with one line', async () => {
    const deliver = vi.fn(inConversation);
    const { start, texts, requests, add } = setUp({ deliver });
    expect(start({ flows }).text).toBe('Fetching the JSON of 2 flows: about 1 s …');
    await requests.settled();
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(deliver.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual(['17b6aa11.json', '17b6aa12.json']);
    expect(texts()).toEqual(['Shared the JSON of 2 flows.']);
    expect(add).toHaveBeenCalledTimes(2);
  });

  it('shares what is there, and says which failed, with a button for those alone', async () => {
    const deliver = vi.fn(inConversation);
    const { start, told, texts, requests } = setUp({ results: failing, deliver });
    start({ flows });
    await requests.settled();
    expect(deliver.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual(['17b6aa11.json']);
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('1 flow could not be shared: 1 of 2 are shared.');
    const [button] = buttonsIn(told[0]?.blocks ?? []);
    expect(parseRequestValue(button?.value)).toMatchObject({ flowIds: ['17b6aa12'], account: 'default' });
  });

  it('says both where they went and which failed', async () => {
    const { start, texts, requests } = setUp({
      results: failing,
      deliver: async () => ({ to: 'direct-message', files, reason: 'archived' }),
    });
    start({ flows });
    await requests.settled();
    expect(texts()).toHaveLength(2);
    expect(texts()[0]).toContain('flow 17b6aa11 is in your direct message');
    expect(texts()[1]).toContain('flow 17b6aa12: Alibaba Cloud did not answer');
  });

  it('fails as a whole where Slack takes none', async () => {
    const { start, texts, requests } = setUp({
      deliver: () => Promise.reject(new DeliveryError('slack-unavailable')),
    });
    start({ flows });
    await requests.settled();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('2 flows could not be shared: 0 of 2 are shared.');
  });

  it('has no line for each second try', async () => {
    const { start, texts, requests, notify } = setUp();
    start({ flows });
    notify({ inMs: 1200 });
    await requests.settled();
    expect(texts()).toEqual(['Shared the JSON of 2 flows.']);
  });

  it('offers no button where asking again is no use', async () => {
    const gone = () => Promise.reject(new CamsError('not-owner'));
    const { start, told, requests } = setUp({ results: { '17b6aa11': gone, '17b6aa12': gone } });
    start({ flows });
    await requests.settled();
    expect(told).toHaveLength(1);
    expect(buttonsIn(told[0]?.blocks ?? [])).toEqual([]);
  });
});
