import type { IncomingHttpHeaders } from 'node:http';

/** Bytes of one request's body. Slack's largest, a message with all of its blocks, stays below a quarter of it. */
export const MAX_BODY = 1024 * 1024;
/** Source: "Verifying requests from Slack": older than five minutes may be a replay. One ahead would be good for as long. */
const MAX_AGE_S = 5 * 60;
/** Bytes; `ssl_check=1` and a token that is no longer used. */
const MAX_SSL_CHECK = 512;

const SIGNATURE = /^v0=[0-9a-f]{64}$/;
const TIMESTAMP = /^\d{1,12}$/;

/** Why a request is refused before its body is read: the HTTP status, and words for the log. */
export interface Refusal {
  status: 401 | 413;
  why: string;
}

const isForm = (headers: IncomingHttpHeaders) =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

/** Slack looks from time to time whether the address has a good certificate, and does not sign that. */
export const mayBeSslCheck = (headers: IncomingHttpHeaders): boolean =>
  headers['x-slack-signature'] === undefined &&
  isForm(headers) &&
  Number(headers['content-length'] ?? Number.NaN) <= MAX_SSL_CHECK;

/**
 * What can be said of a request by its headers alone, so that nothing is held for one that is not Slack's.
 *
 * @param nowMs Unix time; milliseconds.
 * @returns undefined where the body is worth reading: only with it the signature can be checked.
 */
export function refusalOf(headers: IncomingHttpHeaders, nowMs: number): Refusal | undefined {
  if (Number(headers['content-length'] ?? 0) > MAX_BODY) return { status: 413, why: 'it is larger than 1 MB' };
  if (mayBeSslCheck(headers)) return undefined;
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = headers;
  if (typeof signature !== 'string' || !SIGNATURE.test(signature)) return { status: 401, why: 'it is not signed' };
  if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return { status: 401, why: 'it has no timestamp' };
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > MAX_AGE_S) {
    return { status: 401, why: 'its timestamp is more than five minutes from the clock of this machine' };
  }
  return undefined;
}

type Payload = Record<string, unknown>;

const isPayload = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseObject(text: string): Payload | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPayload(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @returns undefined where the body is none that Slack sends: no JSON object, and no form with one or of fields. */
export function parsePayload(headers: IncomingHttpHeaders, text: string): Payload | undefined {
  if (!isForm(headers)) return parseObject(text);
  const fields = new URLSearchParams(text);
  const payload = fields.get('payload');
  return payload === null ? Object.fromEntries(fields) : parseObject(payload);
}
