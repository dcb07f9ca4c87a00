import type { Fault, FaultKind } from '../fault.ts';
import { code, codeBlock } from './message.ts';

/** What a person reads of a fault. mrkdwn, escaped. */
export interface ErrorText {
  /** What happened, and why. */
  happened: string;
  /** What the reader can do. */
  next: string;
  /** Whether asking again may help, without anything changed first. */
  canRetry: boolean;
  /** To hand on, as it is. */
  attachment?: string;
}

/** The statement that lets a RAM user fetch flows. Source: "RAM authorization" in the documentation of the operation. */
const RAM_POLICY = JSON.stringify(
  { Version: '1', Statement: [{ Effect: 'Allow', Action: 'cams:GetFlowJSONAssest', Resource: '*' }] },
  null,
  2,
);

const ADMIN = "the Alibaba Cloud account's administrator";
const BOT_OPERATOR = 'whoever runs this bot';

function deniedWhom({ accessDenied }: Fault): string {
  if (accessDenied === undefined) return '';
  const { principal, action, noPermissionType, policyType } = accessDenied;
  const facts = [
    principal && `refused was ${code(principal)}`,
    action && `for ${code(action)}`,
    noPermissionType && `(${code(noPermissionType)}${policyType ? ` by ${code(policyType)}` : ''})`,
  ].filter(Boolean);
  return facts.length === 0 ? '' : ` Alibaba Cloud adds: ${facts.join(' ')}.`;
}

const atHost = ({ host }: Fault) => (host === undefined ? '' : ` on ${code(host)}`);

const TEXTS: Readonly<Record<FaultKind, (fault: Fault) => ErrorText>> = {
  'not-subscribed': () => ({
    happened: 'this Alibaba Cloud account has not subscribed to Chat App Message Service.',
    next: `Ask ${ADMIN} to activate the product in its console, then try again.`,
    canRetry: true,
  }),
  'permission-denied': (fault) => ({
    happened: `the RAM user of this bot may not read flows.${deniedWhom(fault)}`,
    next: `Hand this policy to ${ADMIN}, to attach to that RAM user, then try again:`,
    attachment: codeBlock(RAM_POLICY),
    canRetry: true,
  }),
  'rate-limited': () => ({
    happened: 'Alibaba Cloud is limiting calls to this account. I tried twice, with a pause between.',
    next: 'Try again in a minute. If it goes on, another program is using up the 5 calls a second that the account has.',
    canRetry: true,
  }),
  'not-owner': () => ({
    happened: 'the flow does not belong to this Alibaba Cloud account, or there is none with that ID.',
    next: `Check the ID in the console. A flow of another space needs its space behind it: ${code('space:<CustSpaceId>')}.`,
    canRetry: false,
  }),
  'access-key-unknown': () => ({
    happened: "Alibaba Cloud does not know this bot's access key: it was deleted, or is mistyped in the settings.",
    next: `Ask ${BOT_OPERATOR} to set a valid ${code('ALIBABA_CLOUD_ACCESS_KEY_ID')} and its secret, and to restart the bot.`,
    canRetry: false,
  }),
  'access-key-inactive': () => ({
    happened: "this bot's access key is disabled.",
    next: `Ask ${ADMIN} to enable it under RAM → Users → AccessKey, or ${BOT_OPERATOR} to set another.`,
    canRetry: true,
  }),
  'signature-mismatch': () => ({
    happened: "Alibaba Cloud refused this bot's signature: the key's secret in the settings does not fit its ID.",
    next: `Ask ${BOT_OPERATOR} to check ${code('ALIBABA_CLOUD_ACCESS_KEY_SECRET')} and to restart the bot.`,
    canRetry: false,
  }),
  'clock-skew': () => ({
    happened: "the clock of this bot's machine is wrong, so Alibaba Cloud takes its calls for expired.",
    next: `Ask ${BOT_OPERATOR} to set the clock (NTP), then try again.`,
    canRetry: true,
  }),
  'security-token-expired': () => ({
    happened: "this bot's temporary access key has expired.",
    next: `Ask ${BOT_OPERATOR} to renew ${code('ALIBABA_CLOUD_SECURITY_TOKEN')} with its key, or to use an instance role, which renews itself.`,
    canRetry: false,
  }),
  'credentials-missing': () => ({
    happened:
      'this bot found no Alibaba Cloud access key, neither in its settings nor in the default credential chain.',
    next: `Ask ${BOT_OPERATOR} to set ${code('ALIBABA_CLOUD_ACCESS_KEY_ID')} and its secret, or to give the instance a RAM role.`,
    canRetry: true,
  }),
  'service-unavailable': () => ({
    happened: 'Alibaba Cloud answered that the service is not available at the moment.',
    next: 'Try again in a minute. If it goes on, look at the status page of Alibaba Cloud.',
    canRetry: true,
  }),
  'internal-error': () => ({
    happened: 'Alibaba Cloud met an error of its own.',
    next: 'Try again. If it goes on, give the RequestId below to the support of Alibaba Cloud.',
    canRetry: true,
  }),
  'unreadable-reply': () => ({
    happened: 'what came back is no answer of the API, but most likely an error page of a gateway or proxy on the way.',
    next: `Try again in a minute. If it goes on, ask ${BOT_OPERATOR} to check ${code('CAMS_ENDPOINT')} and any proxy.`,
    canRetry: true,
  }),
  'no-file': () => ({
    happened: 'Alibaba Cloud accepted the call, but named no file. A flow that was never saved with content has none.',
    next: 'Open the flow in the console and save it once, then try again.',
    canRetry: true,
  }),
  timeout: () => ({
    happened: 'Alibaba Cloud did not answer within 10 seconds.',
    next: `Try again. If it goes on, ask ${BOT_OPERATOR} whether the machine reaches ${code('CAMS_ENDPOINT')}.`,
    canRetry: true,
  }),
  'host-not-found': () => ({
    happened: 'the name of the Alibaba Cloud endpoint could not be resolved.',
    next: `Try again. If it goes on, ask ${BOT_OPERATOR} to check ${code('CAMS_ENDPOINT')} and the machine's DNS.`,
    canRetry: true,
  }),
  network: () => ({
    happened: 'the connection to Alibaba Cloud failed.',
    next: `Try again. If it goes on, ask ${BOT_OPERATOR} to check the machine's network.`,
    canRetry: true,
  }),
  'queue-full': () => ({
    happened: 'too many requests are waiting for this Alibaba Cloud account already.',
    next: 'Try again in a few minutes.',
    canRetry: true,
  }),
  stopping: () => ({
    happened: 'this bot is being restarted, and did not get to your request.',
    next: 'Try again in a minute.',
    canRetry: true,
  }),
  'unknown-code': ({ code: given, apiMessage }) => ({
    happened:
      given === undefined
        ? 'the call to Alibaba Cloud failed in a way that I do not know.'
        : `Alibaba Cloud answered with an error that I do not know: ${code(given)}${apiMessage === undefined ? '.' : `, “${plainQuote(apiMessage)}”.`}`,
    next: 'Try again. If it goes on, give the code and the RequestId below to the support of Alibaba Cloud.',
    canRetry: true,
  }),
  'asset-address-refused': (fault) => ({
    happened: `the flow's file lies${atHost(fault)}, where this bot may not download from: ${fault.why ?? 'its address was refused'}.`,
    next: `If you trust that host, ask ${BOT_OPERATOR} to add it to ${code('FLOW_ASSET_HOSTS')}.`,
    canRetry: false,
  }),
  'asset-private-address': (fault) => ({
    happened: `the host of the flow's file${atHost(fault)} stands for a private network address, and this bot only downloads from public ones.`,
    next: `Tell ${BOT_OPERATOR}: the DNS of the machine may be misconfigured, or somebody is trying to reach inside its network.`,
    canRetry: false,
  }),
  'asset-redirects': (fault) => ({
    happened: `the download of the flow's file was sent from one address to the next${atHost(fault)}, without an end.`,
    next: 'Try again. If it goes on, open the flow in the console and save it once more.',
    canRetry: true,
  }),
  'asset-expired': (fault) => ({
    happened: `the link to the flow's file${atHost(fault)} was refused as expired, and so was a fresh one.`,
    next: `Try again. If it goes on, ask ${BOT_OPERATOR} whether the machine's clock is right.`,
    canRetry: true,
  }),
  'asset-status': (fault) => ({
    happened: `the server of the flow's file${atHost(fault)} answered with HTTP ${fault.status ?? 'an error'}.`,
    next: 'Try again in a minute. If it goes on, open the flow in the console and save it once more.',
    canRetry: true,
  }),
  'asset-too-large': () => ({
    happened: "the flow's file is larger than 10 MB, which no WhatsApp Flow is.",
    next: 'Look at the flow in the console: its file may have been replaced by something else.',
    canRetry: false,
  }),
  'asset-timeout': (fault) => ({
    happened: `the download of the flow's file${atHost(fault)} took longer than 15 seconds.`,
    next: 'Try again in a minute.',
    canRetry: true,
  }),
  'asset-network': (fault) => ({
    happened: `the download of the flow's file${atHost(fault)} broke off.`,
    next: `Try again. If it goes on, ask ${BOT_OPERATOR} to check the machine's network.`,
    canRetry: true,
  }),
  'not-json': () => ({
    happened: "the flow's file is not JSON.",
    next: 'Open the flow in the console: if it shows the flow, save it once more and try again.',
    canRetry: true,
  }),
  'not-a-json-object': () => ({
    happened: "the flow's file is JSON, but not the object that a Flow JSON is.",
    next: 'Open the flow in the console: if it shows the flow, save it once more and try again.',
    canRetry: true,
  }),
  'slack-token': () => ({
    happened: "Slack no longer accepts this bot's token.",
    next: `Ask ${BOT_OPERATOR} to reinstall the app and to set the new ${code('SLACK_BOT_TOKEN')}.`,
    canRetry: false,
  }),
  'slack-scope': () => ({
    happened: 'this bot lacks a permission (scope) in Slack that sharing a file needs.',
    next: `Ask ${BOT_OPERATOR} to bring the app up to ${code('manifest.yml')} and to reinstall it.`,
    canRetry: true,
  }),
  'slack-files-refused': () => ({
    happened: 'this Slack workspace does not take the file: uploads are switched off, or its storage is full.',
    next: "Ask your workspace's administrator to allow the upload, then try again.",
    canRetry: true,
  }),
  'slack-rate-limited': () => ({
    happened: 'Slack is limiting how fast this bot may post.',
    next: 'Try again in a minute.',
    canRetry: true,
  }),
  'slack-unavailable': () => ({
    happened: 'Slack did not take the file: it was not reachable, or answered with an error of its own.',
    next: 'Try again. If it goes on, look at https://slack-status.com.',
    canRetry: true,
  }),
  'slack-refused': ({ code: given }) => ({
    happened: `Slack refused to share the file${given === undefined ? '' : `: ${code(given)}`}.`,
    next: `Try again in another channel. If it goes on, tell ${BOT_OPERATOR}.`,
    canRetry: true,
  }),
  unknown: () => ({
    happened: 'something went wrong in this bot that nobody foresaw.',
    next: `Try again. If it goes on, tell ${BOT_OPERATOR} the time and the flow ID: the log has the details.`,
    canRetry: true,
  }),
};

const plainQuote = (text: string) => code(text).slice(1, -1);

export const errorText = (fault: Fault): ErrorText => TEXTS[fault.kind](fault);
