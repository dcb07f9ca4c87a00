import type { Settings } from './settings/types.ts';
import { platformCodeOf } from './slack/delivery/slack-error.ts';
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

/** What to tell the operator when the bot can't start. */
export function explainStartError(error: unknown, { port, slack }: Settings): StartErrorExplained {
  if (error instanceof StoreError) {
    return { message: error.message, isSettings: SETTINGS_KINDS.has(error.kind) };
  }
  const slackCode = platformCodeOf(error);
  if (slackCode !== undefined) {
    const token = slack.appToken === undefined ? 'SLACK_BOT_TOKEN' : 'SLACK_BOT_TOKEN or SLACK_APP_TOKEN';
    return {
      message: `Slack refuses ${token} (${slackCode}). Set a valid token of the app, then start again.`,
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
        message: `Slack could not be reached at ${host}. Check the network and SLACK_API_URL, then start again.`,
        isSettings: false,
      };
    }
  }
}
