import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../../../src/slack/fault.ts';
import { deliveredMessage, fileComment, fileTitle } from '../../../../src/slack/messages/delivered.ts';
import { errorMessage } from '../../../../src/slack/messages/error.ts';
import { fetchingMessage, retryingMessage } from '../../../../src/slack/messages/fetching.ts';
import { helpMessage, unclearMessage } from '../../../../src/slack/messages/help.ts';
import { code, cut, escapeMrkdwn, type Message, plain } from '../../../../src/slack/messages/message.ts';
import { retryValueOf } from '../../../../src/slack/retry-value.ts';

const flow = { flowId: '17b6aa11', custSpaceId: undefined };
const inSpace = { flowId: '17b6aa11', custSpaceId: 'cams-12' };

const FAULTS: Readonly<Record<FaultKind, Omit<Fault, 'kind'>>> = {
  'not-subscribed': { code: 'Product.Unsubscript', requestId: 'R1' },
  'permission-denied': {
    code: 'Ram.PermissionDeny',
    requestId: 'R1',
    accessDenied: {
      action: 'cams:GetFlowJSONAssest',
      principal: 'flow-bot',
      policyType: 'AccountLevelIdentityBasedPolicy',
      noPermissionType: 'ImplicitDeny',
    },
  },
  'rate-limited': { code: 'System.LimitControl', requestId: 'R1' },
  'not-owner': { code: 'Unknown.ResourceOwnerId', requestId: 'R1' },
  'access-key-unknown': { code: 'InvalidAccessKeyId.NotFound', requestId: 'R1' },
  'access-key-inactive': { code: 'InvalidAccessKeyId.Inactive', requestId: 'R1' },
  'signature-mismatch': { code: 'SignatureDoesNotMatch', requestId: 'R1' },
  'clock-skew': { code: 'InvalidTimeStamp.Expired', requestId: 'R1' },
  'security-token-expired': { code: 'InvalidSecurityToken.Expired', requestId: 'R1' },
  'credentials-missing': {},
  'service-unavailable': { code: 'ServiceUnavailable', requestId: 'R1' },
  'internal-error': { code: 'InternalError', requestId: 'R1' },
  'unreadable-reply': {},
  'no-file': { requestId: 'R1' },
  timeout: {},
  'host-not-found': { code: 'ENOTFOUND' },
  network: { code: 'ECONNRESET' },
  'queue-full': {},
  stopping: {},
  'unknown-code': { code: 'isv.NEW', requestId: 'R1', apiMessage: 'A <new> `error`' },
  'asset-address-refused': { host: 'example.org', why: 'its host is not allowed' },
  'asset-private-address': { host: 'files.example.com' },
  'asset-redirects': { host: 'files.example.com' },
  'asset-expired': { host: 'files.example.com', status: 403 },
  'asset-status': { host: 'files.example.com', status: 404 },
  'asset-too-large': {},
  'asset-timeout': { host: 'files.example.com' },
  'asset-network': { host: 'files.example.com', code: 'ECONNRESET' },
  'not-json': {},
  'not-a-json-object': {},
  'slack-token': { code: 'invalid_auth' },
  'slack-scope': { code: 'missing_scope' },
  'slack-files-refused': { code: 'storage_limit_reached' },
  'slack-rate-limited': {},
  'slack-unavailable': {},
  'slack-refused': { code: 'something_new' },
  unknown: {},
};

const failure = (kind: FaultKind): Message =>
  errorMessage({ flow, fault: { kind, ...FAULTS[kind] }, retryValue: retryValueOf(flow) });

const hasButton = ({ blocks }: Message) => blocks.some((block) => block.type === 'actions');

function textsOf(block: KnownBlock): string[] {
  if (block.type === 'section') return block.text === undefined ? [] : [block.text.text];
  if (block.type === 'context') return block.elements.flatMap((element) => ('text' in element ? [element.text] : []));
  return [];
}

const shown = ({ blocks }: Message) => blocks.flatMap(textsOf).join('\n');

describe('errorMessage', () => {
  const kinds = Object.keys(FAULTS) as FaultKind[];

  it.each(kinds)('%s says what happened and what to do, in blocks and in the fallback', (kind) => {
    const message = failure(kind);
    for (const text of [shown(message), message.text]) {
      expect(text).toContain('I could not share the JSON of flow ');
      expect(text).toContain('17b6aa11');
      expect(text).toMatch(/What to do:.{10,}/);
      expect(text).not.toMatch(/undefined|\[object/);
    }
    for (const text of message.blocks.flatMap(textsOf)) expect(text.length).toBeLessThanOrEqual(3000);
  });

  it.each(kinds.filter((kind) => FAULTS[kind].requestId !== undefined))(
    '%s shows code or none, and the RequestId',
    (kind) => {
      const { text } = failure(kind);
      expect(text).toContain('RequestId R1');
      expect(text).toContain(FAULTS[kind].code ?? 'RequestId');
    },
  );

  it('offers to try again where nothing has to be changed in the settings first', () => {
    expect(kinds.filter((kind) => !hasButton(failure(kind)))).toEqual([
      'not-owner',
      'access-key-unknown',
      'signature-mismatch',
      'security-token-expired',
      'asset-address-refused',
      'asset-private-address',
      'asset-too-large',
      'slack-token',
    ]);
  });

  it('hands the administrator a policy, and says who was refused', () => {
    const text = shown(failure('permission-denied'));
    expect(text).toContain('"Action": "cams:GetFlowJSONAssest"');
    expect(text).toContain('refused was `flow-bot` for `cams:GetFlowJSONAssest` (`ImplicitDeny` by');
  });

  it("escapes the API's words", () => {
    expect(shown(failure('unknown-code'))).toContain('“A &lt;new&gt; ˋerrorˋ”');
  });

  it('gives the button the flow to ask for', () => {
    const message = errorMessage({ flow: inSpace, fault: { kind: 'timeout' }, retryValue: retryValueOf(inSpace) });
    expect(JSON.stringify(message.blocks)).toContain(JSON.stringify('{"flowId":"17b6aa11","custSpaceId":"cams-12"}'));
  });
});

describe('fetchingMessage', () => {
  it.each([
    [{ ahead: 0, expectedWaitMs: 0 }, 'Fetching the JSON of flow 17b6aa11 …'],
    [{ ahead: 0, expectedWaitMs: 3000 }, 'Fetching the JSON of flow 17b6aa11 … It starts in about 3 s.'],
    [
      { ahead: 1, expectedWaitMs: 600 },
      'Fetching the JSON of flow 17b6aa11 … 1 request is ahead of yours, so it starts in about 1 s: Alibaba Cloud allows 5 calls a second.',
    ],
    [
      { ahead: 12, expectedWaitMs: 2600 },
      'Fetching the JSON of flow 17b6aa11 … 12 requests are ahead of yours, so it starts in about 3 s: Alibaba Cloud allows 5 calls a second.',
    ],
    [undefined, 'Fetching the JSON of flow 17b6aa11 … Somebody asked for it a moment ago: you both get it.'],
  ])('with the queue %j', (queue, text) => {
    expect(fetchingMessage(flow, queue).text).toBe(text);
  });

  it('names the space', () => {
    expect(fetchingMessage(inSpace, { ahead: 0, expectedWaitMs: 0 }).text).toContain('flow 17b6aa11 in space cams-12');
  });

  it('says when a dropped call is made again', () => {
    expect(retryingMessage(flow, 1250).text).toContain('trying again in about 1 s');
  });
});

describe('deliveredMessage', () => {
  const where = { permalink: 'https://team.slack.com/files/F1', refusal: undefined, botUserId: 'U000000009' };

  it('links the file', () => {
    const message = deliveredMessage(flow, where);
    expect(shown(message)).toBe('Shared <https://team.slack.com/files/F1|17b6aa11.json>, the JSON of flow `17b6aa11`.');
    expect(message.text).toBe('Shared 17b6aa11.json, the JSON of flow 17b6aa11.');
  });

  it.each([
    ['private', 'I am not a member of that conversation', '`/invite` <@U000000009>'],
    ['cannot-join', 'was not let in', '`/invite` <@U000000009>'],
    ['archived', 'that channel is archived', 'ask again in a channel that is in use'],
    ['restricted', 'only some people may post', 'ask again in another channel'],
  ] as const)('says why it went to the direct message: %s', (refusal, why, next) => {
    for (const text of [
      shown(deliveredMessage(flow, { ...where, refusal })),
      fileComment(flow, 'U1', refusal, where.botUserId),
    ]) {
      expect(text).toContain(why);
      expect(text).toContain(next);
    }
  });

  it('names who asked', () => {
    expect(fileComment(flow, 'U000000001', undefined, undefined)).toBe(
      'The JSON of flow `17b6aa11`, asked for by <@U000000001>',
    );
  });
});

describe('fileTitle', () => {
  it.each([
    [{ version: '6.2', screenCount: 5 }, 'Flow 17b6aa11 · Flow JSON 6.2 · 5 screens'],
    [{ version: '2.1', screenCount: 1 }, 'Flow 17b6aa11 · Flow JSON 2.1 · 1 screen'],
    [{ version: undefined, screenCount: undefined }, 'Flow 17b6aa11 · Flow JSON without a version · no screens'],
  ])('%j', (summary, title) => {
    expect(fileTitle(flow, summary)).toBe(title);
  });
});

describe('helpMessage and unclearMessage', () => {
  it('give usage and an example', () => {
    for (const message of [helpMessage(), unclearMessage({ problem: 'no-flow-id' })]) {
      expect(shown(message)).toContain('`/flow-json &lt;flowId&gt; [space:&lt;CustSpaceId&gt;]`');
      expect(shown(message)).toContain('`/flow-json 17b6');
    }
  });

  it.each([
    [{ problem: 'no-flow-id' }, 'Which flow? Its ID is missing.'],
    [{ problem: 'several-flow-ids' }, 'I take one flow at a time: send a command for each.'],
    [{ problem: 'unexpected-word', given: 'please' }, "I don't know what `please` means behind the flow ID."],
    [{ problem: 'not-a-flow-id', given: '<!channel>' }, '`&lt;!channel&gt;` is not a flow ID'],
    [{ problem: 'flow-id-too-long', given: '1'.repeat(500) }, `\`${'1'.repeat(79)}…\` is too long for a flow ID`],
    [{ problem: 'not-a-space-id', given: '' }, 'The space ID behind `space:` is missing.'],
    [{ problem: 'not-a-space-id', given: 'a/b' }, '`a/b` is not a space ID'],
    [{ problem: 'several-spaces' }, 'I can look in one space at a time.'],
  ] as const)('say what is unclear: %j', (problem, text) => {
    expect(shown(unclearMessage(problem))).toContain(text);
  });
});

describe('the texts', () => {
  it('escape what came from outside', () => {
    expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
    expect(code('a`b')).toBe('`aˋb`');
  });

  it('are cut with a mark', () => {
    expect(cut('12345', 5)).toBe('12345');
    expect(cut('123456', 5)).toBe('1234…');
  });

  it('lose their marks in the fallback, and keep mentions and escapes', () => {
    expect(plain('*Bold* `code` <https://a/b|label> <@U1> &lt;b&gt;')).toBe('Bold code label <@U1> &lt;b&gt;');
  });
});
