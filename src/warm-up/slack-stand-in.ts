import { answerOf, type SlackFetch } from '../slack/delivery/slack-fetch.ts';

const TEAM_ID = 'T0000000000';
const CHANNEL_ID = 'C0000000000';
const USER_ID = 'U0000000000';
const FILE = { id: 'F0000000000', permalink: 'https://example.slack.com/files/F0000000000' };
const RESPONSE_URL = 'https://hooks.slack.com/commands/warm-up';

/** What Slack sends where somebody types `/flow-json <text>`. */
export const typedCommand = (text: string) => ({
  command: '/flow-json',
  text,
  team_id: TEAM_ID,
  channel_id: CHANNEL_ID,
  user_id: USER_ID,
  api_app_id: 'A0000000000',
  response_url: RESPONSE_URL,
  trigger_id: '1.1.warm-up',
});

/** By method of the Web API, what a share reads of its answer. */
const ANSWERS: Readonly<Record<string, object>> = {
  'auth.test': { team_id: TEAM_ID, user_id: 'U0000000001', bot_id: 'B0000000001' },
  'users.info': { user: { id: USER_ID, team_id: TEAM_ID, locale: 'en-US' } },
  'conversations.info': { channel: { is_channel: true, is_private: false } },
  'files.getUploadURLExternal': { upload_url: 'https://files.slack.com/upload/warm-up', file_id: FILE.id },
  'files.completeUploadExternal': { files: [FILE] },
  'files.info': { file: { ...FILE, channels: [CHANNEL_ID] } },
};

const NO_HEADERS = { get: () => null, entries: () => [] };

export interface SlackStandIn {
  /** Answers in Slack's place: nothing leaves the process. */
  fetch: SlackFetch;
  /** Resolves once the requester has a reply: the last thing that happens to a request. */
  replied: Promise<void>;
}

export function createSlackStandIn(giveWay: () => Promise<void>): SlackStandIn {
  const { promise: replied, resolve } = Promise.withResolvers<void>();

  return {
    replied,
    async fetch(url) {
      await giveWay();
      const address = String(url);
      if (address === RESPONSE_URL) resolve();
      const method = /\/api\/([\w.]+)$/.exec(address)?.[1] ?? '';
      const body = JSON.stringify({ ok: true, ...ANSWERS[method] });
      return answerOf({ status: 200, statusText: 'OK', headers: NO_HEADERS, url: address }, body);
    },
  };
}
