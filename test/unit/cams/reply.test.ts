import { describe, expect, it } from 'vitest';
import { kindOfCode, presentableMessage } from '../../../src/cams/errors.ts';
import { dataOf, flowDetailsData, flowJsonAssetData, listedFlowsData, toCamsError } from '../../../src/cams/reply.ts';

const OK = { Code: 'OK', Message: 'None', RequestId: 'R1', AccessDeniedDetail: 'None' };
const dataIn = (body: unknown) => dataOf(body, flowJsonAssetData, 'no-file');
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

describe('flowDetailsData', () => {
  const detailsIn = (data: unknown) => dataOf({ ...OK, Data: data }, flowDetailsData, 'unreadable-reply').data;
  const NOTHING = {
    name: undefined,
    status: undefined,
    categories: [],
    jsonVersion: undefined,
    dataApiVersion: undefined,
    preview: undefined,
  };

  it('takes all that GetFlow says', () => {
    const data = {
      FlowId: '1',
      FlowName: 'Shop',
      Status: 'PUBLISHED',
      Categories: ['SIGN_UP', 'None', 7],
      JSONVersion: '7.1',
      DataApiVersion: '3.0',
      PreviewUrl: 'https://business.facebook.com/wa/manage/flows/1/preview/?token=t',
      PreviewUrlExpires: 1_790_000_000_000,
    };
    expect(detailsIn(data)).toEqual({
      name: 'Shop',
      status: 'PUBLISHED',
      categories: ['SIGN_UP'],
      jsonVersion: '7.1',
      dataApiVersion: '3.0',
      preview: { url: data.PreviewUrl, expiresAt: 1_790_000_000_000 },
    });
  });

  it.each([
    ['nothing', {}],
    ['None', { FlowName: 'None', Status: 'None', Categories: 'None', JSONVersion: 'None', PreviewUrl: 'None' }],
    ['null', { FlowName: null, Status: null, Categories: null, DataApiVersion: null, PreviewUrlExpires: null }],
    ['what is no field of its kind', { FlowName: 7, Status: 'NEW', Categories: 'SIGN_UP', JSONVersion: {} }],
    ['a preview that is not HTTPS', { PreviewUrl: 'http://example.com/', PreviewUrlExpires: 1 }],
    ['a preview that is a script', { PreviewUrl: 'javascript:alert(1)' }],
  ])('leaves out %s', (_name, data) => {
    expect(detailsIn(data)).toEqual(NOTHING);
  });

  it.each([
    ['1790000000000', 1_790_000_000_000],
    ['None', undefined],
    [-1, undefined],
  ])('reads an expiry of %j as %j', (expires, expiresAt) => {
    const data = { PreviewUrl: 'https://example.com/', PreviewUrlExpires: expires };
    expect(detailsIn(data).preview).toEqual({ url: 'https://example.com/', expiresAt });
  });

  it('can not read a reply without Data', () => {
    expect(() => dataOf(OK, flowDetailsData, 'unreadable-reply')).toThrow(kind('unreadable-reply'));
  });
});

describe('listedFlowsData', () => {
  const listIn = (body: unknown) => dataOf(body, listedFlowsData, 'unreadable-reply').data;

  it('takes the flows, whatever they lack but the ID', () => {
    const data = [
      { FlowId: '1', FlowName: 'Shop', Categories: ['SIGN_UP'] },
      { FlowId: '2', FlowName: 'None' },
    ];
    expect(listIn({ ...OK, Data: data })).toEqual([
      { flowId: '1', name: 'Shop', categories: ['SIGN_UP'] },
      { flowId: '2', name: '', categories: [] },
    ]);
  });

  it.each([OK, { ...OK, Data: null }, { ...OK, Data: 'None' }, { ...OK, Data: [] }])('is empty for %j', (body) => {
    expect(listIn(body)).toEqual([]);
  });

  it('lets an entry cost nothing but itself, which has no ID or a number that is no longer whole', () => {
    const odd = [{}, { FlowId: 'None' }, null, 'text', { FlowId: 1.5 }, { FlowId: 2 ** 60 }];
    const data = [...odd, { FlowId: 1706000000000001, FlowName: 7, Categories: 'x' }];
    expect(listIn({ ...OK, Data: data })).toEqual([{ flowId: '1706000000000001', name: '', categories: [] }]);
  });

  it.each(['text', 7, {}])('can not read %j', (data) => {
    expect(() => listIn({ ...OK, Data: data })).toThrow(kind('unreadable-reply'));
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
    ['a proxy that refuses', withFields({ code: 'ERR_PROXY_TUNNEL', statusCode: 407 }), 'proxy-refused'],
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
