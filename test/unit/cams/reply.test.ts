import { describe, expect, it } from 'vitest';
import { kindOfCode, presentableMessage } from '../../../src/cams/errors.ts';
import { dataOf, flowJsonAssetData, toCamsError } from '../../../src/cams/reply.ts';

const OK = { Code: 'OK', Message: 'None', RequestId: 'R1', AccessDeniedDetail: 'None' };
const dataIn = (body: unknown) => dataOf(body, flowJsonAssetData);
const kind = (expected: string) => expect.objectContaining({ name: 'CamsError', kind: expected });

describe('dataOf', () => {
  it('gives the file path and the RequestId', () => {
    expect(dataIn({ ...OK, Data: { FlowId: '1', FilePath: 'https://f/1.json' } })).toEqual({
      data: { FilePath: 'https://f/1.json' },
      requestId: 'R1',
    });
  });

  it.each([
    ['Data is missing', OK],
    ['Data is null', { ...OK, Data: null }],
    ['FilePath is missing', { ...OK, Data: { FlowId: '1' } }],
    ['FilePath is the string None', { ...OK, Data: { FilePath: 'None' } }],
    ['FilePath is empty', { ...OK, Data: { FilePath: '' } }],
  ])('finds no file where %s', (_name, body) => {
    expect(() => dataIn(body)).toThrow(expect.objectContaining({ kind: 'no-file', requestId: 'R1' }));
  });

  it('takes HTTP 200 with another code for the error that it is', () => {
    const body = { ...OK, Code: 'Unknown.ResourceOwnerId', Message: 'Not yours.' };
    expect(() => dataIn(body)).toThrow(
      expect.objectContaining({
        kind: 'not-owner',
        code: 'Unknown.ResourceOwnerId',
        requestId: 'R1',
        apiMessage: 'Not yours.',
      }),
    );
  });

  it.each([undefined, null, '', 'text', [], {}, { Code: 'None' }])('can not read %j', (body) => {
    expect(() => dataIn(body)).toThrow(kind('unreadable-reply'));
  });
});

describe('kindOfCode', () => {
  it.each([
    ['Product.Unsubscript', 'not-subscribed'],
    ['Ram.PermissionDeny', 'permission-denied'],
    ['NoPermission', 'permission-denied'],
    ['Forbidden.RAM', 'permission-denied'],
    ['System.LimitControl', 'rate-limited'],
    ['Throttling', 'rate-limited'],
    ['Throttling.User', 'rate-limited'],
    ['Throttling.Api', 'rate-limited'],
    ['Unknown.ResourceOwnerId', 'not-owner'],
    ['InvalidAccessKeyId.NotFound', 'access-key-unknown'],
    ['InvalidAccessKeyId.Inactive', 'access-key-inactive'],
    ['SignatureDoesNotMatch', 'signature-mismatch'],
    ['InvalidTimeStamp.Expired', 'clock-skew'],
    ['InvalidSecurityToken.Expired', 'security-token-expired'],
    ['ServiceUnavailable', 'service-unavailable'],
    ['InternalError', 'internal-error'],
    ['Something.New', 'unknown-code'],
  ])('%s is %s', (code, expected) => {
    expect(kindOfCode(code)).toBe(expected);
  });
});

describe('toCamsError', () => {
  const withFields = (fields: object) => Object.assign(new Error('failed'), fields);

  it('takes code, RequestId, message and who was refused from what the client throws', () => {
    const error = toCamsError(
      withFields({
        code: 'Ram.PermissionDeny',
        data: { Code: 'Ram.PermissionDeny', Message: 'You are not authorized.', RequestId: 'R2', statusCode: 400 },
        accessDeniedDetail: {
          AuthAction: 'cams:GetFlowJSONAssest',
          AuthPrincipalDisplayName: 'bot',
          PolicyType: 'None',
        },
      }),
    );
    expect(error).toMatchObject({
      kind: 'permission-denied',
      requestId: 'R2',
      apiMessage: 'You are not authorized.',
      accessDenied: { action: 'cams:GetFlowJSONAssest', principal: 'bot', policyType: undefined },
    });
  });

  it.each([
    ['a page that is no JSON', new SyntaxError('Unexpected token <'), 'unreadable-reply'],
    ['a reset', withFields({ code: 'ECONNRESET' }), 'network'],
    ['a refused connection', withFields({ code: 'ECONNREFUSED' }), 'network'],
    ['a certificate', withFields({ code: 'CERT_HAS_EXPIRED' }), 'network'],
    ['an unknown host', withFields({ code: 'ENOTFOUND' }), 'host-not-found'],
    ['a time-out of the client', withFields({ name: 'RequestTimeoutError' }), 'timeout'],
    ['a time-out of the connection', withFields({ code: 'ETIMEDOUT' }), 'timeout'],
    ['anything else', withFields({}), 'unknown-code'],
    ['no error at all', undefined, 'unknown-code'],
  ])('knows %s', (_name, thrown, expected) => {
    expect(toCamsError(thrown)).toMatchObject({ name: 'CamsError', kind: expected });
  });
});

describe('presentableMessage', () => {
  it('shows no address, no key and no signature', () => {
    const shown = presentableMessage(
      'See https://x.aliyuncs.com/a?Signature=abc for LTAI5tAbCdEfGh and StringToSign 3f1c0a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a',
    );
    expect(shown).toBe('See … for … and StringToSign …');
  });

  it('is short', () => {
    expect(presentableMessage('word '.repeat(200))).toHaveLength(300);
  });
});
