import { describe, expect, it } from 'vitest';
import { FLOW_STATUSES } from '../../../../src/cams/types.ts';
import { translateTo } from '../../../../src/i18n.ts';
import { fileTitle } from '../../../../src/slack/messages/result/file-title.ts';
import { resultMessage } from '../../../../src/slack/messages/result/result-message.ts';
import { severalResultMessage } from '../../../../src/slack/messages/result/several-results.ts';
import { sizeText } from '../../../../src/slack/messages/result/size.ts';
import { requestValueOf } from '../../../../src/slack/payloads/request-value.ts';
import { details, HOSTILE, hostileChecks, hostileDetails, longId, resultOf, screens } from '../support/flows.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, chinese, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const openly = {
  requesterId: 'U000000001',
  to: { kind: 'conversation' as const },
  about: undefined,
  botUserId: undefined,
};
const refused = {
  requesterId: 'U000000001',
  to: { kind: 'direct-message' as const, refusal: 'private' as const },
  about: 'https://team.slack.com/archives/C1/p1',
  botUserId: 'U9',
};

describe('resultMessage', () => {
  it('names who asked', () => {
    const { text } = resultMessage(english, resultOf({ missing: { is: 'late' } }), openly);
    expect(text).toBe('The JSON of flow 17b6aa11, requested by <@U000000001>');
  });

  it('tells what the file and the API say', () => {
    const text = shown(resultMessage(english, resultOf({ space: 'eu-shop' }), openly));
    for (const fact of [
      '*Sign-up*',
      '*Status*\nPublished',
      '*Versions*\nFlow JSON 6.2, data API 3.0',
      '*Size*\n11 kB',
      '*Categories*\nSIGN_UP, OTHER',
      '*Space*\n`eu-shop`',
      '*Screens*\n1. `SCREEN_0`\n2. `SCREEN_1` (terminal)',
      'Fetched <!date^1700000000^',
      'SHA-256 `ab12cd34ef56`',
      'The preview works until <!date^1700100000^',
    ]) {
      expect(text).toContain(fact);
    }
  });

  it('tells it in Chinese', () => {
    const text = shown(resultMessage(chinese, resultOf(), openly));
    for (const fact of ['请求人：<@U000000001>', '*状态*\n已发布', '（结束页）', '预览链接有效期至']) {
      expect(text).toContain(fact);
    }
  });

  it.each([
    ['permission-denied', { action: 'cams:GetFlow' }, "the RAM user isn't allowed to call `cams:GetFlow`"],
    ['not-subscribed', {}, 'Chat App Message Service is not activated'],
    ['access-key-inactive', {}, 'Alibaba Cloud refused the access key'],
    ['clock-skew', {}, "the clock of the bot's machine is wrong"],
    ['rate-limited', {}, 'Alibaba Cloud is limiting calls'],
    ['not-owner', {}, "Alibaba Cloud couldn't find the flow"],
    ['internal-error', {}, 'Alibaba Cloud had an error'],
    ['timeout', {}, "the bot couldn't reach Alibaba Cloud"],
    ['queue-full', {}, 'the bot was too busy'],
    ['store-unreachable', {}, "the bot couldn't reach its database"],
    ['unknown-code', { code: 'isv.ODD' }, 'Alibaba Cloud answered with `isv.ODD`'],
  ] as const)('says why GetFlow was refused: %s', (kind, given, why) => {
    const refusal = { is: 'refused', why: { kind, code: undefined, action: undefined, ...given } } as const;
    const message = resultMessage(english, resultOf({ missing: refusal }), openly);
    expect(shown(message)).toContain(`*Status*\nunknown: ${why}`);
    expect(shown(message)).not.toContain('in time');
    expect(problemsOfMessage(message)).toEqual([]);
    const both = [resultOf({ missing: refusal }), resultOf({ flowId: '17b6aa12', missing: refusal }), resultOf()];
    const several = shown(severalResultMessage(english, both, 'value', openly));
    expect(several.split(`Status: unknown: ${why}`)).toHaveLength(2);
    expect(shown(resultMessage(chinese, resultOf({ missing: refusal }), openly))).toContain('未知：');
  });

  it('says that the bot had not asked yet, where it had not', () => {
    const message = resultMessage(english, resultOf({ missing: { is: 'waiting' } }), openly);
    expect(shown(message)).toContain("*Status*\nunknown: because of the call limit, the bot couldn't ask in time");
    expect(shown(message)).not.toContain('Alibaba Cloud');
  });

  it('says that there is none where GetFlow gives none', () => {
    const message = resultMessage(english, resultOf({ details: { ...details, status: undefined } }), openly);
    expect(shown(message)).toContain('*Status*\nunknown: Alibaba Cloud gave no status');
  });

  it('says that the API did not answer in time, and shows what the file says', () => {
    const message = resultMessage(english, resultOf({ missing: { is: 'late' } }), openly);
    expect(shown(message)).toContain("*Status*\nunknown: Alibaba Cloud didn't answer in time");
    expect(shown(message)).toContain('Flow JSON 6.2');
    expect(buttonsIn(message.blocks).map(({ action_id: id }) => id)).toEqual([
      'get_again',
      'add_favourite',
      'watch_flow',
    ]);
  });

  it('shows the versions that the API gives where the file has none', () => {
    const summary = { version: undefined, dataApiVersion: undefined };
    expect(shown(resultMessage(english, resultOf({ summary }), openly))).toContain('Flow JSON 6.2, data API 3.0');
  });

  it('has buttons to get it again, to see the preview, to keep it and to watch it', () => {
    const result = resultOf();
    expect(buttonsIn(resultMessage(english, result, openly).blocks)).toMatchObject([
      { action_id: 'get_again', value: result.value },
      { action_id: 'open_preview', url: details.preview?.url },
      { action_id: 'add_favourite', value: result.value },
      { action_id: 'watch_flow', value: result.value },
    ]);
  });

  it('says in a direct message why it is there, and what it is about', () => {
    const text = shown(resultMessage(english, resultOf(), refused));
    expect(text).toContain('Here is the JSON of flow `17b6aa11`. You asked for it from <https://team');
    expect(text).toContain("I sent it here because I'm not a member of that conversation.");
  });

  it.each(FLOW_STATUSES)('has a word for the status %s', (status) => {
    for (const language of LANGUAGES) {
      const result = resultOf({ details: { ...details, status } });
      const text = shown(resultMessage(translateTo(language), result, openly));
      expectReadable(text);
      expect(text).not.toContain(status);
    }
  });

  it('names 40 screens, and counts the rest', () => {
    const text = shown(
      resultMessage(english, resultOf({ summary: { screens: screens(300), screenCount: 300 } }), openly),
    );
    expect(text).toContain('40. `SCREEN_39`\nand 260 more');
    expect(text).not.toContain('SCREEN_40');
  });

  it.each([
    ['without a list of screens', { screens: undefined, screenCount: undefined }],
    ['with an empty list of screens', { screens: [], screenCount: 0 }],
  ])('stays whole %s', (_name, summary) => {
    const message = resultMessage(english, resultOf({ summary, missing: { is: 'late' } }), openly);
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
  });

  it('still names the flow and who asked where its name is endless', () => {
    const text = shown(resultMessage(english, resultOf({ details: hostileDetails }), openly));
    expect(text).toContain('`17b6aa11`');
    expect(text).toContain('<@U000000001>');
  });
});

describe('severalResultMessage', () => {
  const twenty = Array.from({ length: 20 }, (_, index) => resultOf({ flowId: longId(index) }));
  const value = requestValueOf({
    flowIds: twenty.map(({ flow }) => flow.flowId),
    account: 'default',
    custSpaceId: undefined,
  });

  it('has a line a flow, and one button for all', () => {
    const message = severalResultMessage(english, twenty, value, openly);
    expect(message.text).toContain('The JSON of 20 flows, requested by <@U000000001>');
    for (const { flow } of twenty) {
      expect(shown(message)).toContain(`*Sign-up* \`${flow.flowId}\` · Published · Flow JSON 6.2 · 2 screens`);
    }
    expect(buttonsIn(message.blocks)).toMatchObject([{ action_id: 'get_again', value }]);
  });

  it('says in a direct message why they are there', () => {
    const text = shown(severalResultMessage(english, twenty, value, refused));
    expect(text).toContain('Here is the JSON of 20 flows. You asked for it from');
  });

  it('still names every flow where the names are endless', () => {
    const endless = twenty.map(({ flow }) => resultOf({ flowId: flow.flowId, details: hostileDetails }));
    const text = shown(severalResultMessage(english, endless, value, openly));
    expect(endless.map(({ flow }) => flow.flowId).filter((flowId) => !text.includes(flowId))).toEqual([]);
  });
});

describe('fileTitle', () => {
  it.each([
    [{ version: '6.2', screenCount: 5 }, 'Flow 17b6aa11 · Flow JSON 6.2 · 5 screens'],
    [{ version: '2.1', screenCount: 1 }, 'Flow 17b6aa11 · Flow JSON 2.1 · 1 screen'],
    [{ version: undefined, screenCount: undefined }, 'Flow 17b6aa11 · Flow JSON without a version · no screens'],
  ])('%j', (summary, title) => {
    expect(fileTitle(english, resultOf({ summary }))).toBe(title);
  });

  it('speaks Chinese', () => {
    expect(fileTitle(chinese, resultOf({ summary: { screenCount: 5 } }))).toBe(
      '流程 17b6aa11 · Flow JSON 6.2 · 5 个页面',
    );
  });
});

describe('sizeText', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [11_200, '11 kB'],
    [2_540_000, '2.5 MB'],
  ])('%i bytes', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe.each(LANGUAGES)('in %s, whatever comes from outside', (language) => {
  const t = translateTo(language);
  const hostile = {
    checks: hostileChecks,
    ...resultOf({
      flowId: longId(1),
      space: HOSTILE,
      details: hostileDetails,
      summary: {
        version: HOSTILE,
        dataApiVersion: HOSTILE,
        screens: screens(300).map((screen) => ({
          ...screen,
          id: HOSTILE,
          title: HOSTILE,
          next: Array(40).fill(HOSTILE),
        })),
        screenCount: 300,
      },
    }),
  };

  it.each([
    ['one flow', resultMessage(t, hostile, openly)],
    ['one flow in a direct message', resultMessage(t, hostile, refused)],
    ['20 flows', severalResultMessage(t, Array(20).fill(hostile), 'v', openly)],
    ['20 flows in a direct message', severalResultMessage(t, Array(20).fill(hostile), 'v', refused)],
  ])('%s: it stays within limits, and calls nobody', (_name, message) => {
    expect(problemsOfMessage(message)).toEqual([]);
    expect(shown(message) + message.text).not.toContain('<!channel>');
  });
});
