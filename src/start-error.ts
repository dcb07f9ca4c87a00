import { proxyRefusalOf } from './proxy.ts';
import type { ProxySettings, Settings } from './settings/types.ts';
import { platformCodeOf } from './slack/delivery/slack-error.ts';
import { OrganisationToken } from './slack/workspaces/installations/one-workspace.ts';
import { StoreError, type StoreErrorKind } from './store/store-error.ts';

export interface StartErrorExplained {
  /** One readable line, without a stack and without a secret. */
  message: string;
  /** Whether only a change of the settings helps. */
  isSettings: boolean;
}

/** Only another setting helps: the address, who may come in, the key that tokens are encrypted with. */
const SETTINGS_KINDS: ReadonlySet<StoreErrorKind> = new Set<StoreErrorKind>([
  'store-url',
  'store-refused',
  'store-key',
]);

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Host and port alone: the address may hold a password. */
const hostOfProxy = (apiUrl: string, { https, http }: ProxySettings): string =>
  new URL(apiUrl.startsWith('https:') ? https : (http ?? https)).host;

const throughProxy = (apiUrl: string, proxy: ProxySettings | undefined): string =>
  proxy === undefined ? '' : ` (the proxy is ${hostOfProxy(apiUrl, proxy)})`;

const NOT_AUTHENTICATED = 407;
const SERVER_ERROR = 500;

function proxyExplained(status: number, apiUrl: string, proxy: ProxySettings): StartErrorExplained {
  const name = hostOfProxy(apiUrl, proxy);
  if (status === NOT_AUTHENTICATED) {
    return {
      message: `The proxy ${name} refuses the user name and password in HTTPS_PROXY (407). Correct them, with %XX for each special sign, then start again.`,
      isSettings: true,
    };
  }
  const { host } = new URL(apiUrl);
  return status >= SERVER_ERROR
    ? {
        message: `The proxy ${name} can't connect to ${host} (${status}). Check the proxy, then start again.`,
        isSettings: false,
      }
    : {
        message: `The proxy ${name} refuses to connect to ${host} (${status}). Have it allow that host, or name the host in NO_PROXY, then start again.`,
        isSettings: true,
      };
}

/** Codes of Node for a certificate that no known CA has signed. */
const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function isUntrusted(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOne = UNTRUSTED.has(codeOf(error) ?? '');
  return isOne || isUntrusted(error.cause) || ('original' in error && isUntrusted(error.original));
}

/** What to tell the operator when the bot can't start. */
export function explainStartError(error: unknown, { port, slack, proxy }: Settings): StartErrorExplained {
  if (error instanceof StoreError) {
    return { message: error.message, isSettings: SETTINGS_KINDS.has(error.kind) };
  }
  if (error instanceof OrganisationToken) {
    return {
      message:
        'SLACK_BOT_TOKEN is for one workspace, and this is the token of a whole organization. Set SLACK_CLIENT_ID and what follows it instead, then have the organization install the app at /slack/install (docs/company.md says how).',
      isSettings: true,
    };
  }
  const slackCode = platformCodeOf(error);
  if (slackCode !== undefined) {
    const token = slack.appToken === undefined ? 'SLACK_BOT_TOKEN' : 'SLACK_BOT_TOKEN or SLACK_APP_TOKEN';
    return {
      message: `Slack refuses ${token} (${slackCode}). Set a valid token of the app, then start again.`,
      isSettings: true,
    };
  }
  const refusal = proxyRefusalOf(error);
  if (refusal !== undefined && proxy !== undefined) return proxyExplained(refusal.status, slack.apiUrl, proxy);
  if (isUntrusted(error)) {
    return {
      message: `The certificate of ${new URL(slack.apiUrl).host} can't be checked. If a proxy of your company reads what goes through it, set NODE_EXTRA_CA_CERTS to the file of the company's CA certificate, then start again.`,
      isSettings: true,
    };
  }
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return {
        message: `PORT ${port} is taken by another process. Set another PORT, or end that process.`,
        isSettings: true,
      };
    case 'EACCES':
      return { message: `PORT ${port} may not be used by this user. Set a PORT above 1023.`, isSettings: true };
    default: {
      const host = new URL(slack.apiUrl).host;
      return {
        message: `Slack could not be reached at ${host}${throughProxy(slack.apiUrl, proxy)}. Check the network${proxy === undefined ? '' : ', HTTPS_PROXY'} and SLACK_API_URL, then start again.`,
        isSettings: false,
      };
    }
  }
}
