import type { webApi } from '@slack/bolt';
import type { Log } from '../../log.ts';
import { type Respond, respondTo } from './respond-to.ts';
import type { SlackFetch } from './slack-fetch.ts';

/** Slack's hosts of `response_url`s; the second is GovSlack's (source: "GovSlack" in Slack's docs). */
const HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/** On the same hosts: incoming webhooks and workflows, which post into any workspace whose address somebody has. */
const NOT_FOR_REPLIES = /^\/+(services|workflows|triggers)\//i;

/**
 * Whether an address can be a `response_url` of Slack's. It comes back through Slack in a modal's `private_metadata`, and is kept
 * with a request: nothing of a flow may be posted elsewhere.
 *
 * @param apiUrl as the client has it. Where the API is a stand-in, its own host and port count as well.
 */
export function isResponseUrl(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, port, hostname, pathname, origin } = new URL(address);
  if (username !== '' || password !== '' || NOT_FOR_REPLIES.test(pathname)) return false;
  if (protocol === 'https:' && port === '' && HOSTS.has(hostname)) return true;
  return URL.canParse(apiUrl) && origin === new URL(apiUrl).origin;
}

/** @returns what posts to a kept `response_url`; undefined where there is none, or it is none of Slack's. */
export function respondBy(
  { client, log }: { client: Pick<webApi.WebClient, 'slackApiUrl'>; log: Pick<Log, 'warn'> },
  responseUrl: string | undefined,
  fetch?: SlackFetch,
): Respond | undefined {
  if (responseUrl === undefined) return undefined;
  if (isResponseUrl(responseUrl, client.slackApiUrl)) return respondTo(responseUrl, fetch);
  log.warn('A response_url is not an address of Slack, so nothing is posted there');
  return undefined;
}
