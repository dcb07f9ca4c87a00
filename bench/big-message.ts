import { startBotUnderTest } from './bot.ts';
import { CHANNEL_ID, postSigned } from './command.ts';
import { percentile, table } from './stats.ts';

const MESSAGE_KB = 190;
const CLICKS = 30;
/** Until the window of one click is open; milliseconds. */
const REST_MS = 300;

/** What somebody pasted: a log, an export, IDs and what looks like them. */
const MESSAGES: Readonly<Record<string, string>> = {
  'a log': '2026-11-26 10:12:33 INFO flow finished in 120 ms, user=4915112345678 order=1700000000.000100\n',
  'flow IDs': '1706000000000001 ',
  'what looks like flow IDs': '170600000000000 17b6a0c4e2f94d1b8c35e07f6a9d2b1 ',
  'JSON of a flow': '{"flow_id":"1706000000000406","screens":[{"id":"WELCOME","title":"Hello"}]},\n',
  'marks of Slack': '<@U000000001> `1706000000000001` *bold* <https://example.com/flows/1706000000000001|link> ',
  'a long word': 'x',
};

let triggers = 0;

/** "Get flow JSON" in the menu of a message. */
function shortcutBody(text: string, responseUrl: string): string {
  triggers += 1;
  const payload = {
    type: 'message_action',
    callback_id: 'get_flow_json',
    trigger_id: `${triggers}.2.bench`,
    message_ts: '1700000000.000100',
    response_url: responseUrl,
    message: { type: 'message', user: 'U000000002', ts: '1700000000.000100', text },
    user: { id: 'U000000001', name: 'mei', team_id: 'T000000001' },
    channel: { id: CHANNEL_ID, name: 'flow-dev' },
    team: { id: 'T000000001', domain: 'bench' },
    token: 'bench',
    action_ts: `1700000001.${triggers}`,
    is_enterprise_install: false,
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** How long Slack waits for the ack of a shortcut on a message as large as one can be. */
export async function benchBigMessage(): Promise<string> {
  const { bot, slack, close } = await startBotUnderTest();
  const rows: (string | number)[][] = [];
  for (const [name, piece] of Object.entries(MESSAGES)) {
    const text = piece.repeat(Math.ceil((MESSAGE_KB * 1024) / piece.length)).slice(0, MESSAGE_KB * 1024);
    const acks: number[] = [];
    for (let click = 0; click < CLICKS; click += 1) {
      acks.push(await postSigned(bot.url, shortcutBody(text, slack.responseUrl)));
      await new Promise((next) => setTimeout(next, REST_MS));
    }
    const ms = (value: number) => `${value.toFixed(1)} ms`;
    rows.push([name, ms(percentile(acks, 0.5)), ms(percentile(acks, 0.99)), ms(Math.max(...acks))]);
  }
  await close();
  const head = ['a message of', 'ack p50', 'p99', 'slowest'];
  return `The shortcut on a message of ${MESSAGE_KB} kB, ${CLICKS} clicks one after the other:\n\n${table([head, ...rows])}`;
}
