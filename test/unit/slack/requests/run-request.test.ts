import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RetryNotice } from '../../../../src/cams/account.ts';
import type { FlowDetails, FlowRef } from '../../../../src/cams/client.ts';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { FetchedFile, FetchOptions } from '../../../../src/flows/fetch/fetch-flow.ts';
import type { FlowVersions } from '../../../../src/flows/fetch/flow-versions.ts';
import type { FetchHistory } from '../../../../src/flows/records.ts';
import type { DeliveredTo } from '../../../../src/requests/delivery.ts';
import type { Deliver, DeliverySteps } from '../../../../src/slack/delivery/deliver.ts';
import { DeliveryError } from '../../../../src/slack/delivery/delivery-error.ts';
import type { Message } from '../../../../src/slack/messages/message.ts';
import { parseRequestValue } from '../../../../src/slack/payloads/request-value.ts';
import type { FlowRequest } from '../../../../src/slack/requests/request-body.ts';
import { type Checkpoint, createRunRequest, ShareForbidden } from '../../../../src/slack/requests/run-request.ts';
import { fakeClock, silentLog } from '../../support/fakes.ts';
import { details, resultOf } from '../support/flows.ts';
import { buttonsIn, english } from '../support/texts.ts';

const flow: FlowRef = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
const other: FlowRef = { flowId: '17b6aa12', custSpaceId: undefined, account: 'default' };
const request: FlowRequest = {
  flows: [flow],
  conversation: { channelId: 'C1', threadTs: undefined },
  userId: 'U1',
  teamId: 'T1',
  botUserId: 'U9',
  line: { responseUrl: undefined, channelId: 'C1', replaces: false },
  t: english,
};
const fetchedOf = (of: FlowRef): FetchedFile => {
  const { flowJson, fetchedAt } = resultOf({ summary: { version: '6.2', screenCount: 2 } }).fetched;
  return { flow: of, flowJson, fetchedAt };
};
const fetched = fetchedOf(flow);
const files = { fileIds: ['F1'], permalink: undefined };
const CONVERSATION: DeliveredTo = { kind: 'conversation' };

/** Shares well, as the real one does: it begins first. */
const delivers =
  (to: DeliveredTo, look: (steps: DeliverySteps, ...rest: Parameters<Deliver>) => void = () => {}): Deliver =>
  async (...given) => {
    const [, , steps] = given;
    await steps.beginShare({ to, channelId: to.kind === 'direct-message' ? 'D1' : 'C1', fileIds: files.fileIds });
    look(steps, ...given);
    return { to, ...files };
  };
const inConversation = delivers(CONVERSATION);

interface SetUp {
  /** The outcome of each flow, by its ID; fetched where there is none. */
  results?: Record<string, () => Promise<FetchedFile>>;
  details?: (flow: FlowRef) => Promise<FlowDetails | undefined>;
  deliver?: Deliver;
  history?: FetchHistory['add'];
  versions?: FlowVersions['see'];
}

/** A moment after the files were fetched; Unix ms. */
const NOW = fetchedOf(flow).fetchedAt + 250;

function setUp({
  results = {},
  details: detailsOf = async () => undefined,
  deliver = inConversation,
  history = async () => {},
  versions = async () => Promise.reject(new Error('nobody looks at what it gives')),
}: SetUp = {}) {
  const told: Message[] = [];
  const asked: FetchOptions[] = [];
  const add = vi.fn(history);
  const see = vi.fn<FlowVersions['see']>(versions);
  const beginShare = vi.fn<Checkpoint['beginShare']>(async () => {});
  const client = new webApi.WebClient('xoxb-1');
  const clientFor = vi.fn(async (_teamId: string) => client);
  const deliverBy = vi.fn((_client: webApi.WebClient) => deliver);
  const runRequest = createRunRequest({
    fetchFlow: (of, options) => {
      asked.push(options);
      const result = results[of.flowId]?.() ?? Promise.resolve(fetchedOf(of));
      return { queue: { ahead: 0, expectedWaitMs: 0 }, result, details: detailsOf(of) };
    },
    clientFor,
    deliverBy,
    spaceOf: ({ custSpaceId }) => custSpaceId,
    history: { add },
    versions: { see },
    wallMs: () => NOW,
    clock: fakeClock,
    log: silentLog,
  });
  const tell = async (message: Message) => told.push(message) > 0;
  const run = (given: Partial<FlowRequest> = {}) => runRequest({ ...request, ...given }, tell, { beginShare });
  /** What came of it, in words. */
  async function end(given: Partial<FlowRequest> = {}) {
    const { outcome, note } = await run(given).result;
    return { outcome, note, texts: note.map(({ text }) => text) };
  }
  const texts = () => told.map(({ text }) => text);
  const notify = (notice: RetryNotice) => asked[0]?.onRetry(notice);
  return { run, end, texts, asked, add, see, notify, beginShare, client, clientFor, deliverBy };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SHARED = 'Shared 17b6aa11.json, the JSON of flow 17b6aa11.';

describe('createRunRequest', () => {
  it('answers at once, and gives what is to be told of the outcome', async () => {
    const { run, texts } = setUp();
    const { firstLine, result } = run();
    expect(firstLine.text).toBe('Fetching the JSON of flow 17b6aa11 …');
    const { outcome, note } = await result;
    expect(outcome).toBe('delivered');
    expect(note.map(({ text }) => text)).toEqual([SHARED]);
    // Whoever runs it tells the outcome, once it is written down.
    expect(texts()).toEqual([]);
  });

  it('delivers the text under the name and title of the flow', async () => {
    const deliveries: unknown[] = [];
    const { end } = setUp({
      deliver: delivers(CONVERSATION, ({ messageFor }, to, shared) => {
        deliveries.push(to, shared, messageFor(CONVERSATION).text);
      }),
    });
    await end();
    expect(deliveries).toEqual([
      { conversation: { channelId: 'C1', threadTs: undefined }, userId: 'U1' },
      [
        {
          filename: '17b6aa11.json',
          title: 'Flow 17b6aa11 · Flow JSON 6.2 · 2 screens',
          content: '{}\n',
          snippetType: 'json',
        },
      ],
      'The JSON of flow 17b6aa11, asked for by <@U1>',
    ]);
  });

  it('delivers as the workspace that it was asked for in', async () => {
    const { end, clientFor, deliverBy, client } = setUp();
    await end({ teamId: 'T2' });
    expect(clientFor.mock.calls).toEqual([['T2']]);
    expect(deliverBy.mock.calls).toEqual([[client]]);
  });

  it('ends with one message where there is no client for the workspace', async () => {
    const { end, clientFor } = setUp();
    clientFor.mockRejectedValue(new DeliveryError('slack-token', 'not_installed'));
    expect(await end()).toMatchObject({
      outcome: 'failed',
      texts: [expect.stringContaining("Slack no longer accepts this bot's token.")],
    });
  });

  it('gives the buttons the same request, with the name of the flow', async () => {
    const values: unknown[] = [];
    const { end } = setUp({
      details: async () => details,
      deliver: delivers(CONVERSATION, ({ messageFor }) => {
        values.push(...buttonsIn(messageFor(CONVERSATION).blocks).flatMap(({ value }) => value ?? []));
      }),
    });
    await end({ conversation: { channelId: 'C1', threadTs: '1.2' } });
    expect(values).toHaveLength(3);
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
    const { end, asked } = setUp();
    await end({ isFresh });
    expect(asked.map((options) => options.isFresh)).toEqual([isFresh]);
  });

  it('tells of a second try while it waits', async () => {
    const { run, texts, notify } = setUp();
    const { result } = run();
    notify({ inMs: 1200 });
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain('trying again in about 1 s');
    expect((await result).note).toHaveLength(1);
    expect(texts()).toHaveLength(1);
  });

  it.each([
    ['a fault of the API', () => new CamsError('timeout'), 'did not answer within 10 seconds'],
    ['what nobody foresaw', () => new TypeError('x is not a function'), 'nobody foresaw'],
  ])('ends with one message after %s', async (_name, error, text) => {
    const { end, beginShare } = setUp({ results: { '17b6aa11': () => Promise.reject(error()) } });
    const { outcome, texts } = await end();
    expect(outcome).toBe('failed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(text);
    expect(texts[0]).not.toContain('is not a function');
    expect(beginShare).not.toHaveBeenCalled();
  });

  it('ends with one message where Slack does not take the file', async () => {
    const { end, add } = setUp({ deliver: () => Promise.reject(new DeliveryError('slack-token', 'invalid_auth')) });
    const { outcome, texts } = await end();
    expect(outcome).toBe('failed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain("Slack no longer accepts this bot's token.");
    expect(add).not.toHaveBeenCalled();
  });

  it('says where the file went, and why', async () => {
    const { end } = setUp({ deliver: delivers({ kind: 'direct-message', refusal: 'private' }) });
    const { texts } = await end();
    expect(texts[0]).toContain('is in your direct message with me');
    expect(texts[0]).toContain('since I am not a member of that conversation');
  });

  it('keeps the version that a person fetched, as that person saw it', async () => {
    const seen = { ...details, name: 'Sign-up', status: 'PUBLISHED' as const };
    const { end, see } = setUp({ details: async () => seen });
    expect((await end()).outcome).toBe('delivered');
    const facts = { name: 'Sign-up', status: 'PUBLISHED', ageMs: 250, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(see).toHaveBeenCalledExactlyOnceWith(flow, fetched.flowJson.text, facts, 'U1');
  });

  it('remembers what was shared, and does not mind where it can not', async () => {
    const { end, add } = setUp({ history: () => Promise.reject(new Error('disk full')) });
    expect(await end()).toMatchObject({ outcome: 'delivered', texts: [SHARED] });
    expect(add).toHaveBeenCalledWith({
      teamId: 'T1',
      userId: 'U1',
      channelId: 'C1',
      ...flow,
      name: undefined,
      at: fetched.fetchedAt,
    });
  });
});

describe('a share that is about to be made', () => {
  it('is noted with where it goes and what is told of it', async () => {
    const { end, beginShare } = setUp();
    const { note } = await end();
    expect(beginShare.mock.calls).toEqual([[{ channelId: 'C1', fileIds: ['F1'], note }]]);
  });

  it('is noted with why it goes to the direct message', async () => {
    const { end, beginShare } = setUp({ deliver: delivers({ kind: 'direct-message', refusal: 'private' }) });
    await end();
    const [[share] = []] = beginShare.mock.calls;
    expect(share).toMatchObject({ channelId: 'D1', fileIds: ['F1'] });
    expect(share?.note[0]?.text).toContain('since I am not a member of that conversation');
  });

  it.each([1, 2])('is not made where it is forbidden, and nothing is told of it: %i flows', async (count) => {
    const made = vi.fn();
    const { run, texts, add, beginShare } = setUp({ deliver: delivers(CONVERSATION, made) });
    const forbidden = new ShareForbidden('of another process');
    beginShare.mockRejectedValue(forbidden);
    await expect(run({ flows: [flow, other].slice(0, count) }).result).rejects.toBe(forbidden);
    expect(made).not.toHaveBeenCalled();
    expect(add).not.toHaveBeenCalled();
    expect(texts().filter((text) => /could not|Shared/.test(text))).toEqual([]);
  });
});

describe('the details', () => {
  const deliveredWith = (given: (flow: FlowRef) => Promise<FlowDetails | undefined>) => {
    const said: string[] = [];
    const setup = setUp({
      details: given,
      deliver: delivers(CONVERSATION, ({ messageFor }) => {
        said.push(JSON.stringify(messageFor(CONVERSATION).blocks));
      }),
    });
    return { ...setup, said };
  };

  it.each([
    ['one flow', [flow], 1000],
    ['several flows', [flow, other], 2000],
  ])('keep the files of %s waiting for a while, and no longer', async (_name, flows, patienceMs) => {
    const { run, said } = deliveredWith(() => new Promise(() => {}));
    const { result } = run({ flows });
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await result;
    expect(said).toHaveLength(1);
    expect(said[0]).not.toContain('Published');
  });

  it('are shown for each flow that they came for in time', async () => {
    const { run, said } = deliveredWith(({ flowId }) =>
      flowId === flow.flowId ? Promise.resolve(details) : new Promise(() => {}),
    );
    const { result } = run({ flows: [flow, other] });
    await vi.advanceTimersByTimeAsync(2000);
    await result;
    expect(said[0]).toContain('*Sign-up* `17b6aa11` · Published');
    expect(said[0]).not.toContain('*Sign-up* `17b6aa12`');
  });
});

describe('a request for several flows', () => {
  const flows = [flow, other];
  const failing = { '17b6aa12': () => Promise.reject(new CamsError('timeout')) };

  it('is shared as one, and ends with one line', async () => {
    const deliver = vi.fn(inConversation);
    const { run, add } = setUp({ deliver });
    const { firstLine, result } = run({ flows });
    expect(firstLine.text).toBe('Fetching the JSON of 2 flows: about 1 s …');
    expect((await result).note.map(({ text }) => text)).toEqual(['Shared the JSON of 2 flows.']);
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(deliver.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual(['17b6aa11.json', '17b6aa12.json']);
    expect(add).toHaveBeenCalledTimes(2);
  });

  it('shares what is there, and says which failed, with a button for those alone', async () => {
    const deliver = vi.fn(inConversation);
    const { end, beginShare } = setUp({ results: failing, deliver });
    const { outcome, note, texts } = await end({ flows });
    expect(outcome).toBe('delivered');
    expect(deliver.mock.calls[0]?.[1].map(({ filename }) => filename)).toEqual(['17b6aa11.json']);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('1 flow could not be shared: 1 of 2 are shared.');
    const [button] = buttonsIn(note[0]?.blocks ?? []);
    expect(parseRequestValue(button?.value)).toMatchObject({ flowIds: ['17b6aa12'], account: 'default' });
    expect(beginShare.mock.calls[0]?.[0].note).toEqual(note);
  });

  it('says both where they went and which failed', async () => {
    const { end } = setUp({
      results: failing,
      deliver: delivers({ kind: 'direct-message', refusal: 'archived' }),
    });
    const { texts } = await end({ flows });
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('flow 17b6aa11 is in your direct message');
    expect(texts[1]).toContain('flow 17b6aa12: Alibaba Cloud did not answer');
  });

  it('fails as a whole where Slack takes none', async () => {
    const { end } = setUp({ deliver: () => Promise.reject(new DeliveryError('slack-unavailable')) });
    const { outcome, texts } = await end({ flows });
    expect(outcome).toBe('failed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('2 flows could not be shared: 0 of 2 are shared.');
  });

  it('has no line for each second try', async () => {
    const { run, texts, notify } = setUp();
    const { result } = run({ flows });
    notify({ inMs: 1200 });
    expect((await result).note.map(({ text }) => text)).toEqual(['Shared the JSON of 2 flows.']);
    expect(texts()).toEqual([]);
  });

  it('offers no button where asking again is no use', async () => {
    const gone = () => Promise.reject(new CamsError('not-owner'));
    const { end } = setUp({ results: { '17b6aa11': gone, '17b6aa12': gone } });
    const { note } = await end({ flows });
    expect(note).toHaveLength(1);
    expect(buttonsIn(note[0]?.blocks ?? [])).toEqual([]);
  });
});
