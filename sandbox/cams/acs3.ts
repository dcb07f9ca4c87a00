import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Alibaba Cloud's request signature, version 3 (source: "V3 request body and signature method" in its OpenAPI
 * documentation).
 */
const ALGORITHM = 'ACS3-HMAC-SHA256';

export interface Acs3Request {
  method: string;
  /** As it is in the request line, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

export interface Acs3Authorization {
  accessKeyId: string;
  /** In lower case, sorted. */
  signedHeaders: string[];
  /** Hexadecimal. */
  signature: string;
}

/** What an `Authorization` header says; undefined where it isn't one of this algorithm. */
export function parseAuthorization(header: string | undefined): Acs3Authorization | undefined {
  const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    header ?? '',
  );
  const [, accessKeyId, signedHeaders, signature] = parts ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined || signature === undefined) return undefined;
  return { accessKeyId, signedHeaders: signedHeaders.split(';'), signature };
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

/** RFC 3986: more is escaped than `encodeURIComponent` does. */
const percentEncode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  return pairs.sort().join('&');
}

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return [value ?? '']
    .flat()
    .map((each) => each.trim())
    .join(',');
}

/** What is signed: the algorithm, a line break, the hash of the canonical request. */
export function stringToSign(request: Acs3Request, signedHeaders: readonly string[]): string {
  const canonicalRequest = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${headerValue(request.headers, name)}`),
    '',
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  return `${ALGORITHM}\n${sha256(canonicalRequest)}`;
}

/** The signature of `stringToSign`, in hexadecimal. */
export function acs3Signature(text: string, accessKeySecret: string): string {
  return createHmac('sha256', accessKeySecret).update(text).digest('hex');
}

/** These can't be left out of `SignedHeaders`: what isn't signed could have been changed on the way. */
const mustBeSigned = (name: string) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-');

const isEqual = (left: string, right: string) =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** Whether the signature is that of this very request, its body included, with this secret. */
export function isSignedBy(request: Acs3Request, authorization: Acs3Authorization, accessKeySecret: string): boolean {
  const { signedHeaders, signature } = authorization;
  const areAllSigned = Object.keys(request.headers)
    .filter(mustBeSigned)
    .every((name) => signedHeaders.includes(name));
  const isBodyAsStated = isEqual(headerValue(request.headers, 'x-acs-content-sha256'), sha256(request.body));
  const expected = acs3Signature(stringToSign(request, signedHeaders), accessKeySecret);
  // Each is computed before any is looked at, so that the time it takes tells nothing.
  return isEqual(signature, expected) && isBodyAsStated && areAllSigned;
}
