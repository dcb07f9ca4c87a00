import { createEmulator } from 'emulate';
import { z } from 'zod';
import { freePort } from './http.ts';
import type { Manifest } from './manifest.ts';

/** IDs of the app and its bot in every sandbox workspace. */
export const APP_ID = 'A0SANDBOX01';
export const BOT_ID = 'B0SANDBOX01';
export const BOT_USER_ID = 'U0SANDBOX01';
/** emulate's own team ID: it can't be chosen. */
export const TEAM_ID = 'T000000001';
/** emulate's own channels, there in every workspace: nobody but its administrator is in them, and none is shown. */
export const HIDDEN_CHANNEL_IDS: readonly string[] = ['C000000001', 'C000000002'];
const ADMIN_ID = 'U000000001';

/**
 * Who calls: a person by name; the `bot` with the scopes of its manifest; the `workspace`, which is the bot's user with
 * every scope, for what Slack itself knows about the bot (where it is a member) and does in its name.
 */
export type Account = { person: string } | 'bot' | 'workspace' | 'admin';

const answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
export type Answer = z.infer<typeof answer>;

/** A call that `emulate` refused although the sandbox needs it. */
class EmulatorRefusal extends Error {
  readonly kind = 'emulator-refusal';
  readonly code: string;

  constructor(method: string, code: string) {
    super(`${method} was refused: ${code}`);
    this.name = 'EmulatorRefusal';
    this.code = code;
  }
}

export interface WebhookMessage {
  channel: string;
  text: string;
  blocks?: readonly unknown[];
  thread_ts?: string;
}

/** Slack's Web API as `emulate` has it, behind the workspace server. */
export interface Emulator {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** The `Authorization` header of an account. */
  authorization(account: Account): string;
  call(account: Account, method: string, args?: Record<string, unknown>): Promise<Answer>;
  /** @throws {EmulatorRefusal} where the answer is not `ok`. */
  demand(account: Account, method: string, args?: Record<string, unknown>): Promise<Answer>;
  /** The `ts` that a message of this moment has, in the one order of all messages. */
  nextTs(): Promise<string>;
  /** Posts as the bot in any conversation, as only a `response_url` can. */
  postAsBot(message: WebhookMessage): Promise<void>;
  /** The `ts` of each message that `postAsBot` replied to: emulate does not count those replies. */
  repliedTo: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface EmulatorSeed {
  /** The workspace server's address: upload addresses and permalinks point there. */
  baseUrl: string;
  team: { name: string; domain: string };
  people: readonly { name: string; realName: string; title: string }[];
  channels: readonly { name: string; topic: string; isPrivate: boolean }[];
  manifest: Manifest;
}

/**
 * emulate takes 5,000 calls an hour with one token, then answers 403. A page that stays open and a bench meet that, so
 * every account has many tokens, used in turn.
 */
const TOKENS_EACH = 50;
/** The port was free when it was asked for; another process may have been quicker. */
const START_ATTEMPTS = 3;

const tokenName = (account: Account) => (typeof account === 'string' ? account : `person-${account.person}`);

function seedOf({ team, people, channels, manifest }: EmulatorSeed): Record<string, unknown> {
  const botToken = { type: 'bot', user: BOT_USER_ID, app_id: APP_ID, bot_id: BOT_ID, bot_user_id: BOT_USER_ID };
  const tokens = [
    { account: 'bot' as const, ...botToken, scopes: manifest.botScopes },
    { account: 'workspace' as const, ...botToken },
    { account: 'admin' as const, type: 'user', user: ADMIN_ID },
    ...people.map(({ name }) => ({ account: { person: name }, type: 'user', user: name })),
  ];
  return {
    strict_scopes: true,
    team,
    users: people.map(({ name, realName, title }) => ({ name, real_name: realName, profile: { title } })),
    channels: channels.map(({ name, topic, isPrivate }) => ({ name, topic, is_private: isPrivate })),
    oauth_apps: [
      {
        client_id: 'sandbox',
        client_secret: 'sandbox',
        app_id: APP_ID,
        name: manifest.botName,
        redirect_uris: [],
        scopes: manifest.botScopes,
        bot_id: BOT_ID,
        bot_user_id: BOT_USER_ID,
        bot_name: manifest.botName,
      },
    ],
    tokens: tokens.flatMap(({ account, ...token }) =>
      Array.from({ length: TOKENS_EACH }, (_, index) => ({ ...token, token: `${tokenName(account)}-${index}` })),
    ),
  };
}

async function startOnFreePort(seed: EmulatorSeed) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      const options = { service: 'slack', port, baseUrl: seed.baseUrl, seed: { slack: seedOf(seed) } } as const;
      return { port, emulator: await createEmulator(options) };
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
    }
  }
}

/** Starts emulate's Slack, with strict scopes and nothing said yet. */
export async function startEmulator(seed: EmulatorSeed): Promise<Emulator> {
  const { port, emulator } = await startOnFreePort(seed);
  const url = `http://127.0.0.1:${port}`;
  let calls = 0;
  const repliedTo = new Set<string>();

  const authorization = (account: Account) => {
    calls += 1;
    return `Bearer ${tokenName(account)}-${calls % TOKENS_EACH}`;
  };

  const post = (path: string, account: Account, body: unknown) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: authorization(account), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function call(account: Account, method: string, args: Record<string, unknown> = {}): Promise<Answer> {
    return answer.parse(await (await post(`/api/${method}`, account, args)).json());
  }

  async function demand(account: Account, method: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const result = await call(account, method, args);
    if (!result.ok) throw new EmulatorRefusal(method, result.error ?? 'no reason given');
    return result;
  }

  return {
    url,
    authorization,
    call,
    demand,

    async nextTs() {
      // emulate numbers its messages itself. One that only its own administrator could see takes the next number.
      const message = { channel: HIDDEN_CHANNEL_IDS[0], user: ADMIN_ID, text: '.' };
      const { message_ts } = await demand('admin', 'chat.postEphemeral', message);
      return z.string().parse(message_ts);
    },

    async postAsBot(message) {
      // An incoming webhook needs no membership. emulate takes its author from the address.
      const response = await post(`/services/${TEAM_ID}/${BOT_USER_ID}/sandbox`, 'workspace', message);
      if (!response.ok) throw new EmulatorRefusal('incoming webhook', await response.text());
      if (message.thread_ts !== undefined) repliedTo.add(message.thread_ts);
    },
    repliedTo,

    close: () => emulator.close(),
  };
}
