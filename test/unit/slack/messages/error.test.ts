import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import type { Fault, FaultKind } from '../../../../src/slack/delivery/fault.ts';
import { errorMessage } from '../../../../src/slack/messages/error.ts';
import type { Message } from '../../../../src/slack/messages/message.ts';
import { requestValueOf } from '../../../../src/slack/payloads/request-value.ts';
import { FAULTS, KINDS } from '../support/faults.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const flow = { flowId: '17b6aa11', space: undefined };
const value = requestValueOf({ flowIds: ['17b6aa11'], account: 'default', custSpaceId: 'cams-12' });

const failure = (kind: FaultKind, t = english): Message =>
  errorMessage(t, { flow, fault: { kind, ...FAULTS[kind] }, retryValue: value });

/** What a message begins with: of one kind it is not known whether it failed. */
const openings = (kind: FaultKind) =>
  kind === 'slack-share-unknown'
    ? { english: "I can't tell whether the JSON of flow ", chinese: '无法确定流程 ' }
    : { english: 'I could not share the JSON of flow ', chinese: '未能分享流程 ' };

const hasButton = ({ blocks }: Message) => blocks.some((block) => block.type === 'actions');

describe('errorMessage', () => {
  it.each(KINDS)('%s says what happened and what to do, in blocks and in the fallback', (kind) => {
    const message = failure(kind);
    for (const text of [shown(message), message.text]) {
      expect(text).toContain(openings(kind).english);
      expect(text).toContain('17b6aa11');
      expect(text).toMatch(/What to do:.{10,}/);
      expect(text).not.toMatch(/undefined|\[object/);
    }
    expect(problemsOfMessage(message)).toEqual([]);
  });

  it.each(KINDS)('%s says it in Chinese too', (kind) => {
    const message = failure(kind, translateTo('zh-CN'));
    for (const text of [shown(message), message.text]) {
      expect(text).toContain(openings(kind).chinese);
      expect(text).toContain('17b6aa11');
      expect(text).toMatch(/下一步：.{5,}/);
    }
    expect(problemsOfMessage(message)).toEqual([]);
  });

  it.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => [language, kind] as const)))(
    'in %s, %s leaves no hole, and shows what there is to refer to',
    (language, kind) => {
      const message = failure(kind, translateTo(language));
      const { code, requestId } = FAULTS[kind];
      for (const text of [shown(message), message.text]) {
        expectReadable(text);
        if (requestId !== undefined) expect(text).toContain(requestId);
        if (code !== undefined) expect(text).toContain(code);
      }
      expect(hasButton(message)).toBe(hasButton(failure(kind)));
    },
  );

  it.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => [language, kind] as const)))(
    'in %s, %s needs no detail',
    (language, kind) => {
      const message = errorMessage(translateTo(language), { flow, fault: { kind }, retryValue: value });
      expectReadable(shown(message));
      expect(problemsOfMessage(message)).toEqual([]);
    },
  );

  it('gives no two kinds the same words', () => {
    for (const language of LANGUAGES) {
      expect(new Set(KINDS.map((kind) => failure(kind, translateTo(language)).text)).size).toBe(KINDS.length);
    }
  });

  it.each(KINDS.filter((kind) => FAULTS[kind].requestId !== undefined))(
    '%s shows code or none, and the RequestId',
    (kind) => {
      const { text } = failure(kind);
      expect(text).toContain('RequestId R1');
      expect(text).toContain(FAULTS[kind].code ?? 'RequestId');
    },
  );

  it('offers to try again where nothing has to be changed in the settings first', () => {
    expect(KINDS.filter((kind) => !hasButton(failure(kind)))).toEqual([
      'not-owner',
      'access-key-unknown',
      'signature-mismatch',
      'security-token-expired',
      'account-unknown',
      'asset-address-refused',
      'asset-private-address',
      'asset-too-large',
      'too-large-to-read',
      'slack-token',
      'gave-up',
      'held-secret',
      'held-shared',
      'not-allowed',
    ]);
  });

  it('hands the administrator a policy, and says who was refused', () => {
    const text = shown(failure('permission-denied'));
    expect(text).toMatch(/"Action": \[\s*"cams:GetFlowJSONAssest",\s*"cams:GetFlow",\s*"cams:ListFlow"\s*\]/);
    expect(text).toContain('denied access for `flow-bot` to `cams:GetFlowJSONAssest` (`ImplicitDeny` by');
  });

  it.each([
    [{ principal: 'flow-bot' }, 'denied access for `flow-bot`.'],
    [{ action: 'cams:GetFlow' }, 'denied access to `cams:GetFlow`.'],
    [{ noPermissionType: 'ExplicitDeny' }, 'denied access (`ExplicitDeny`).'],
  ])('says of a refusal what is known: %j', (known, text) => {
    const accessDenied = {
      action: undefined,
      principal: undefined,
      policyType: undefined,
      noPermissionType: undefined,
      ...known,
    };
    const fault: Fault = { kind: 'permission-denied', accessDenied };
    expect(shown(errorMessage(english, { flow, fault, retryValue: value }))).toContain(`Alibaba Cloud ${text}`);
  });

  it("escapes the API's words", () => {
    expect(shown(failure('unknown-code'))).toContain('“A &lt;new&gt; ˋerrorˋ”');
  });

  it('gives the button the flow to ask for', () => {
    expect(buttonsIn(failure('timeout').blocks)).toMatchObject([{ action_id: 'try_again', value }]);
  });

  it.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => [language, kind] as const)))(
    'in %s, %s stays within limits and calls nobody, whatever comes from outside',
    (language, kind) => {
      const hostile = '<!channel> $t(common.flow) {{x}} `'.repeat(150);
      const fault: Fault = {
        kind,
        code: hostile,
        requestId: hostile,
        apiMessage: hostile,
        host: hostile,
        accessDenied: { action: hostile, principal: hostile, policyType: hostile, noPermissionType: hostile },
      };
      const message = errorMessage(translateTo(language), {
        flow: { flowId: hostile, space: hostile },
        fault,
        retryValue: value,
      });
      expect(problemsOfMessage(message)).toEqual([]);
      expect(shown(message) + message.text).not.toContain('<!channel>');
    },
  );
});

describe('a limit of Slack', () => {
  const limited = (limitedForMs: number, t = english) =>
    shown(errorMessage(t, { flow, fault: { kind: 'slack-rate-limited', limitedForMs }, retryValue: value }));

  it.each([
    [30_000, 'about 31 s'],
    [60_000, 'about 61 s'],
    [90_000, 'about 2 min'],
    [3_600_000, 'about 61 min'],
  ])('of %i ms is told with how long it takes, and never too short', (ms, wait) => {
    expect(limited(ms)).toContain(`Slack is limiting how fast I can post. I can post again in ${wait}.`);
    expect(limited(ms)).toContain(`Try again in ${wait}.`);
  });

  it('is told so in Chinese', () => {
    expect(limited(3_600_000, translateTo('zh-CN'))).toContain('请约 61 分钟后重试。');
  });
});
