import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import {
  fetchingMessage,
  fetchingSeveralMessage,
  progressMessage,
  retryingMessage,
  seconds,
} from '../../../../src/slack/messages/fetching.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { chinese, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const flow = { flowId: '17b6aa11', space: undefined };
const inSpace = { flowId: '17b6aa11', space: 'cams-12' };

describe('fetchingMessage', () => {
  it.each([
    [{ ahead: 0, expectedWaitMs: 0 }, 'Fetching the JSON of flow 17b6aa11…'],
    [{ ahead: 0, expectedWaitMs: 3000 }, 'Fetching the JSON of flow 17b6aa11… It starts in about 3 s.'],
    [
      { ahead: 1, expectedWaitMs: 600 },
      "Fetching the JSON of flow 17b6aa11… 1 request is ahead of yours, which starts in about 1 s: I keep within Alibaba Cloud's limit.",
    ],
    [
      { ahead: 12, expectedWaitMs: 2600 },
      "Fetching the JSON of flow 17b6aa11… 12 requests are ahead of yours, which starts in about 3 s: I keep within Alibaba Cloud's limit.",
    ],
    [
      undefined,
      'Fetching the JSON of flow 17b6aa11… An earlier request is already fetching it, so you get the same file.',
    ],
  ])('with the queue %j', (queue, text) => {
    expect(fetchingMessage(english, flow, queue).text).toBe(text);
  });

  it.each([
    [{ ahead: 0, expectedWaitMs: 0 }, '正在获取流程 17b6aa11 的 JSON…'],
    [{ ahead: 1, expectedWaitMs: 600 }, '前面还有 1 个请求，约 1 秒后轮到你'],
    [undefined, '之前的请求已在获取该流程'],
  ])('with the queue %j in Chinese', (queue, text) => {
    expect(fetchingMessage(chinese, flow, queue).text).toContain(text);
  });

  it('names the space', () => {
    const { text } = fetchingMessage(english, inSpace, { ahead: 0, expectedWaitMs: 0 });
    expect(text).toContain('flow 17b6aa11 in space cams-12');
  });

  it('says when a dropped call is made again', () => {
    expect(retryingMessage(english, flow, 1250).text).toContain("I'll try again in about 1 s");
  });
});

describe('the lines of several flows', () => {
  it('say how many, and how long it takes', () => {
    expect(fetchingSeveralMessage(english, [flow, inSpace], 3400).text).toBe(
      'Fetching the JSON of 2 flows. This takes about 3 s.',
    );
  });

  it('say how far it is', () => {
    expect(progressMessage(english, 7, 20, 3000).text).toBe('7 of 20 done, about 3 s left.');
    expect(progressMessage(chinese, 7, 20, 3000).text).toBe('已处理 7/20，剩余约 3 秒。');
  });
});

describe('seconds', () => {
  it.each([
    [0, 'about 1 s'],
    [1499, 'about 1 s'],
    [1500, 'about 2 s'],
    [600_000, 'about 600 s'],
  ])('%i ms', (ms, text) => {
    expect(seconds(english, ms)).toBe(text);
  });
});

it.each(LANGUAGES)('every line in %s is within limits, and has no hole', (language) => {
  const t = translateTo(language);
  const hostile = { flowId: '<!channel>'.repeat(500), space: '`<!here>`'.repeat(500) };
  for (const message of [
    fetchingMessage(t, flow, { ahead: 2, expectedWaitMs: 900 }),
    fetchingMessage(t, hostile, undefined),
    retryingMessage(t, hostile, 1000),
    fetchingSeveralMessage(t, Array(20).fill(hostile), 1000),
    progressMessage(t, 1, 20, 1000),
  ]) {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
    expect(shown(message) + message.text).not.toMatch(/<!/);
  }
});
