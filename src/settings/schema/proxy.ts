import { z } from 'zod';
import type { ProxySettings } from '../types.ts';
import { setting } from './setting.ts';

const PROXY_RULE =
  'must be the address of a proxy, as http://proxy.example.com:8080 or http://USER:PASSWORD@proxy.example.com:8080, with %XX for each special sign in the password';

function isProxyUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  try {
    decodeURIComponent(username + password);
    return protocol === 'http:' || protocol === 'https:';
  } catch {
    return false;
  }
}

const proxyUrl = setting.transform((value, context): string | undefined => {
  if (value === undefined || isProxyUrl(value)) return value;
  context.addIssue(PROXY_RULE);
  return z.NEVER;
});

export const proxySettings = { HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, NO_PROXY: setting };

type ProxyEnvironment = z.infer<z.ZodObject<typeof proxySettings>>;

/** Where Alibaba Cloud keeps the key of an instance's role; no proxy may see it, and none reaches it. */
const INSTANCE_METADATA = '100.100.100.200';

const HAS_NAME = /^\*?\.?[a-z][a-z0-9.-]*$/;

/** undici takes `example.com` for all hosts below it too, as curl does; Node's agents have to be told. */
function exceptionsOf(noProxy: string | undefined): string[] {
  const entries = (noProxy ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return entries.flatMap((entry) => {
    const name = entry.replace(/^\*?\./, '');
    return HAS_NAME.test(entry) ? [name, `.${name}`] : [entry];
  });
}

/** @returns undefined where no proxy is set, or nothing goes through it. */
export function proxyOf({ HTTPS_PROXY, HTTP_PROXY, NO_PROXY }: ProxyEnvironment): ProxySettings | undefined {
  // All of Slack and Alibaba Cloud is HTTPS: whoever sets the other one alone means that too.
  const https = HTTPS_PROXY ?? HTTP_PROXY;
  const exceptions = exceptionsOf(NO_PROXY);
  if (https === undefined || exceptions.includes('*')) return undefined;
  return { https, http: HTTP_PROXY, except: [...exceptions, INSTANCE_METADATA].join(',') };
}

/** What must not be seen of a proxy's address: the password as it is written and as it is, and what is sent of both. */
export function credentialsIn(proxy: string): string[] {
  const { username, password } = new URL(proxy);
  if (password === '') return [];
  const plain = decodeURIComponent(password);
  const sent = Buffer.from(`${decodeURIComponent(username)}:${plain}`).toString('base64');
  return [...new Set([password, plain, sent])];
}
