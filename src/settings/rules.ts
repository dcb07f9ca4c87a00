import type { CamsEndpoint } from './types.ts';

/** What a setting must look like, whether the environment or the file of accounts holds it. */

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
export const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/** Whether a text is an address of HTTPS, or one of plain HTTP on this machine. */
export function isHttpsOrLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_HOSTS.has(hostname));
}

/** The usual region's. */
export const DEFAULT_ENDPOINT: CamsEndpoint = { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' };
export const ENDPOINT_RULE =
  'must be a host name, as cams.ap-southeast-1.aliyuncs.com (http://127.0.0.1:PORT is for this machine only)';

/** The endpoint that a text names; undefined where it names none. */
export function camsEndpointOf(text: string): CamsEndpoint | undefined {
  const host = text.toLowerCase();
  if (HOST_NAME.test(host)) return { host, protocol: 'HTTPS' };
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (url === undefined || url.pathname !== '/' || url.search !== '' || url.username !== '') return undefined;
  if (url.protocol === 'https:') return { host: url.host, protocol: 'HTTPS' };
  if (url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname)) return { host: url.host, protocol: 'HTTP' };
  return undefined;
}

/** `cams-…` for a direct customer's instance, the space ID of an ISV's sub-customer otherwise. */
export const CUST_SPACE_ID = /^[A-Za-z0-9_-]{1,64}$/;
export const CUST_SPACE_ID_RULE = 'must be a space ID or instance ID, as cams-1234';

/** Calls of an operation a second: what Alibaba Cloud's documentation says, and the most that it lists as a quota. */
export const CALLS_PER_SECOND = { usual: 5, least: 1, most: 50 };
export const CALLS_PER_SECOND_WHAT = 'a whole number of calls';
/** A workspace's (`T…`) or an organisation's (`E…`). Source: the IDs in Slack's payloads. */
export const TEAM_ID = /^[TE][A-Z0-9]{2,20}$/;
