import { describe, expect, it } from 'vitest';
import { CamsError } from '../../../src/cams/errors.ts';
import type { RetryNotice } from '../../../src/cams/limited-client.ts';
import type { FetchedFlow } from '../../../src/flows/fetch-flow.ts';
import type { Deliver } from '../../../src/slack/deliver.ts';
import { createFlowRequests } from '../../../src/slack/flow-requests.ts';
import { silentLog } from '../support/fakes.ts';

const flow = { flowId: '17b6aa11', custSpaceId: undefined };
const request = { flow, channelId: 'C1', userId: 'U1', botUserId: 'U9' };
const fetched: FetchedFlow = { flow, flowJson: { text: '{}\n', summary: { version: '6.2', screenCount: 2 } } };
const file = { fileId: 'F1', permalink: undefined };

function setUp(result: Promise<FetchedFlow>, deliver: Deliver = async () => ({ to: 'conversation', file })) {
  const told: string[] = [];
  let notify: (notice: RetryNotice) => void = () => {};
  const requests = createFlowRequests({
    fetchFlow: (_flow, onRetry) => {
      notify = onRetry;
      return { queue: { ahead: 0, expectedWaitMs: 0 }, result };
    },
    deliver,
    log: silentLog,
  });
  const start = () => requests.start(request, async ({ text }) => void told.push(text));
  return { start, told, requests, notify: (notice: RetryNotice) => notify(notice) };
}

describe('createFlowRequests', () => {
  it('answers at once, and tells the outcome', async () => {
    const { start, told, requests } = setUp(Promise.resolve(fetched));
    expect(start().text).toBe('Fetching the JSON of flow 17b6aa11 …');
    expect(told).toEqual([]);
    await requests.settled();
    expect(told).toEqual(['Shared 17b6aa11.json, the JSON of flow 17b6aa11.']);
  });

  it('delivers the text under the name and title of the flow', async () => {
    const deliveries: unknown[] = [];
    const { start, requests } = setUp(Promise.resolve(fetched), async (to, { comment, ...rest }) => {
      deliveries.push(to, rest, comment(undefined));
      return { to: 'conversation', file };
    });
    start();
    await requests.settled();
    expect(deliveries).toEqual([
      { channelId: 'C1', userId: 'U1' },
      { filename: '17b6aa11.json', title: 'Flow 17b6aa11 · Flow JSON 6.2 · 2 screens', text: '{}\n' },
      'The JSON of flow `17b6aa11`, asked for by <@U1>',
    ]);
  });

  it('tells of a second try while it waits', async () => {
    const { start, told, requests, notify } = setUp(Promise.resolve(fetched));
    start();
    notify({ inMs: 1200 });
    await requests.settled();
    expect(told[0]).toContain('trying again in about 1 s');
    expect(told).toHaveLength(2);
  });

  it.each([
    ['a fault of the API', new CamsError('timeout'), 'did not answer within 10 seconds'],
    ['what nobody foresaw', new TypeError('x is not a function'), 'nobody foresaw'],
  ])('ends with one message after %s', async (_name, error, text) => {
    const { start, told, requests } = setUp(Promise.reject(error));
    start();
    await requests.settled();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(text);
    expect(told[0]).not.toContain('is not a function');
  });

  it('says where the file went, and why', async () => {
    const { start, told, requests } = setUp(Promise.resolve(fetched), async () => ({
      to: 'direct-message',
      file,
      reason: 'private',
    }));
    start();
    await requests.settled();
    expect(told[0]).toContain('is in your direct message with me');
  });
});
