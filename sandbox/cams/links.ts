import { createHmac, timingSafeEqual } from 'node:crypto';

/** The key that signs file links: Alibaba's own, never the caller's. */
export const OSS_ACCESS_KEY_ID = 'sandbox-oss-access-key-id';
const OSS_ACCESS_KEY_SECRET = 'sandbox-oss-access-key-secret';

/**
 * The signature of a link (source: "Include V1 signatures in the URL" in the documentation of Alibaba Cloud OSS).
 *
 * @param expires Unix time; seconds.
 */
function linkSignature(path: string, expires: string): string {
  return createHmac('sha1', OSS_ACCESS_KEY_SECRET).update(`GET\n\n\n${expires}\n${path}`).digest('base64');
}

/**
 * A link to a file that works until `expiresAt`, as OSS signs it.
 *
 * @param origin as `http://127.0.0.1:8080`.
 * @param expiresAt Unix time in milliseconds; cut to whole seconds, as OSS counts.
 */
export function signedLink(origin: string, path: string, expiresAt: number): string {
  const expires = String(Math.floor(expiresAt / 1000));
  const query = new URLSearchParams({
    Expires: expires,
    OSSAccessKeyId: OSS_ACCESS_KEY_ID,
    Signature: linkSignature(path, expires),
  });
  return `${origin}${path}?${query}`;
}

export type LinkProblem = 'unsigned' | 'unknown-key' | 'tampered' | 'expired';

/** When a link expires; Unix time in milliseconds. Not a number where it doesn't say. */
export const expiryOf = (link: URL): number => Number(link.searchParams.get('Expires') ?? Number.NaN) * 1000;

/**
 * What is wrong with a link; undefined where nothing is.
 *
 * @param now Unix time; milliseconds.
 */
export function linkProblem(link: URL, now: number): LinkProblem | undefined {
  const [expires, keyId, signature] = ['Expires', 'OSSAccessKeyId', 'Signature'].map((name) =>
    link.searchParams.get(name),
  );
  if (!expires || !keyId || !signature) return 'unsigned';
  if (keyId !== OSS_ACCESS_KEY_ID) return 'unknown-key';
  const [given, expected] = [Buffer.from(signature), Buffer.from(linkSignature(link.pathname, expires))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'tampered';
  return now < expiryOf(link) ? undefined : 'expired';
}
