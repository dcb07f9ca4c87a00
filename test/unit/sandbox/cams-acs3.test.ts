import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Acs3Request,
  acs3Signature,
  isSignedBy,
  parseAuthorization,
  stringToSign,
} from '../../../sandbox/cams/acs3.ts';
import { refusalOf } from '../../../sandbox/cams/authentication.ts';

const SECRET = 'YourAccessKeySecret';
const KEY = { id: 'YourAccessKeyId', secret: SECRET };
const SIGNED_AT = Date.parse('2023-10-26T10:22:32Z');
const MINUTE = 60_000;

/** The example in Alibaba Cloud's documentation of the signature, "Fixed parameter example". */
const EXAMPLE: Acs3Request = {
  method: 'POST',
  path: '/',
  query: new URLSearchParams({
    RegionId: 'cn-shanghai',
    ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
  }),
  headers: {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-version': '2014-05-26',
  },
  body: new Uint8Array(),
};
const EXAMPLE_SIGNATURE = '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0';
const signedHeaders = Object.keys(EXAMPLE.headers).sort();

/** `request`, signed; what `changes` holds comes after that. */
function signed(request: Acs3Request, changes: Partial<Acs3Request> = {}): Acs3Request {
  const names = Object.keys(request.headers).sort();
  const signature = acs3Signature(stringToSign(request, names), SECRET);
  const authorization = `ACS3-HMAC-SHA256 Credential=${KEY.id},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const { headers, ...rest } = changes;
  return { ...request, ...rest, headers: { ...request.headers, authorization, ...headers } };
}

const withHeaders = (headers: Acs3Request['headers']): Acs3Request => ({
  ...EXAMPLE,
  headers: { ...EXAMPLE.headers, ...headers },
});

const withBody = (text: string): Acs3Request => {
  const sum = createHash('sha256').update(text).digest('hex');
  return { ...withHeaders({ 'x-acs-content-sha256': sum }), body: Buffer.from(text) };
};

describe('the ACS3 signature', () => {
  it('is that of the documented example', () => {
    const text = stringToSign(EXAMPLE, signedHeaders);
    expect(text).toBe('ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259');
    expect(acs3Signature(text, SECRET)).toBe(EXAMPLE_SIGNATURE);
    expect(isSignedBy(EXAMPLE, { accessKeyId: KEY.id, signedHeaders, signature: EXAMPLE_SIGNATURE }, SECRET)).toBe(
      true,
    );
  });

  it('escapes what RFC 3986 does, and sorts the query', () => {
    const plain = {
      ...EXAMPLE,
      query: new URLSearchParams([
        ['b', "it's (*) a+b"],
        ['a', '1'],
      ]),
    };
    const same = { ...EXAMPLE, query: new URLSearchParams('a=1&b=it%27s%20%28%2A%29%20a%2Bb') };
    expect(stringToSign(plain, signedHeaders)).toBe(stringToSign(same, signedHeaders));
    expect(stringToSign(plain, signedHeaders)).not.toBe(stringToSign(EXAMPLE, signedHeaders));
  });

  it.each([undefined, '', 'Bearer x', 'ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=short'])(
    'is not found in %j',
    (header) => {
      expect(parseAuthorization(header)).toBeUndefined();
    },
  );
});

describe('refusalOf', () => {
  const refusal = (request: Acs3Request, now = SIGNED_AT) => refusalOf(request, KEY, now)?.code;

  it('accepts a request that is signed', () => {
    expect(refusal(signed(EXAMPLE))).toBeUndefined();
    expect(refusal(signed(withBody('FlowId=1706000000000001')))).toBeUndefined();
  });

  it.each<[string, Partial<Acs3Request>]>([
    ['the method', { method: 'GET' }],
    ['the path', { path: '/other' }],
    ['the query', { query: new URLSearchParams({ RegionId: 'cn-beijing' }) }],
    ['the body', { body: Buffer.from('FlowId=1706000000000002') }],
    ['the operation', { headers: { 'x-acs-action': 'DeleteFlow' } }],
    ['the hash of the body', { headers: { 'x-acs-content-sha256': 'e3b0' } }],
    ['an unsigned header', { headers: { 'x-acs-security-token': 'sandbox-security-token' } }],
    ['the content type, left out of what is signed', { headers: { 'content-type': 'text/plain' } }],
  ])('notices a change of %s', (_what, changes) => {
    expect(refusal(signed(withBody('FlowId=1706000000000001'), changes))).toBe('SignatureDoesNotMatch');
  });

  it('compares the stated hash of the body with the body', () => {
    expect(refusal(signed(withHeaders({ 'x-acs-content-sha256': 'e3b0' })))).toBe('SignatureDoesNotMatch');
  });

  it('says what it signed', () => {
    const request = signed(EXAMPLE, { method: 'PUT' });
    const more = refusalOf(request, KEY, SIGNED_AT)?.more;
    expect(more).toBe(` server string to sign is:${stringToSign(request, signedHeaders)}`);
  });

  it('refuses another secret, another key and no signature', () => {
    expect(refusalOf(signed(EXAMPLE), { ...KEY, secret: 'another' }, SIGNED_AT)?.code).toBe('SignatureDoesNotMatch');
    expect(refusalOf(signed(EXAMPLE), { ...KEY, id: 'another' }, SIGNED_AT)).toEqual({
      status: 404,
      code: 'InvalidAccessKeyId.NotFound',
    });
    expect(refusal(EXAMPLE)).toBe('IncompleteSignature');
  });

  it('allows a clock to be off by 15 minutes, not by more', () => {
    for (const sign of [-1, 1]) {
      expect(refusal(signed(EXAMPLE), SIGNED_AT + sign * 15 * MINUTE)).toBeUndefined();
      expect(refusal(signed(EXAMPLE), SIGNED_AT + sign * (15 * MINUTE + 1))).toBe('InvalidTimeStamp.Expired');
    }
    expect(refusal(signed(withHeaders({ 'x-acs-date': '2023-10-32T10:22:32Z' })))).toBe('InvalidTimeStamp.Expired');
    expect(refusal(signed(withHeaders({ 'x-acs-date': '26 October 2023' })))).toBe('InvalidTimeStamp.Format');
  });

  it('accepts the one security token, and none', () => {
    const withToken = (token: string) => signed(withHeaders({ 'x-acs-security-token': token }));
    expect(refusal(withToken('sandbox-security-token'))).toBeUndefined();
    expect(refusal(withToken('another'))).toBe('InvalidSecurityToken.Expired');
  });
});
