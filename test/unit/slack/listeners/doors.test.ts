import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { type Language, translateTo } from '../../../../src/i18n.ts';
import { NO_PLAN } from '../../../../src/slack/delivery/pictures/late-plan.ts';
import { SUBCOMMANDS } from '../../../../src/slack/listeners/commands/table.ts';
import type { Door } from '../../../../src/slack/listeners/door.ts';
import type { ListenerParts } from '../../../../src/slack/listeners/listener-parts.ts';
import { StoreError } from '../../../../src/store/store-error.ts';
import { homeButton, messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { suggestion } from '../fixtures/views.ts';
import { setUpApp } from '../support/bolt.ts';
import { LANGUAGES } from '../support/texts.ts';
import { DOORS, ID, NEEDS_NOTHING, nameOf, ORIGIN, PAYLOADS, REQUEST, TEXTS, WAYS } from '../support/ways.ts';

const isCommand = ({ kind }: Door) => kind === 'command';
const PERSONAL = WAYS.filter(([name]) => !name.startsWith('event ') && !NEEDS_NOTHING.includes(name));
const EVENTS = WAYS.filter(([name]) => name.startsWith('event '));

/** Events that end, give or take an installation. */
const OF_INSTALLATION = /app_uninstalled|tokens_revoked|team_access_/;
const fail = () => Promise.reject(new StoreError('store-failed', 'disk I/O error at /secret'));
/** Whatever is called in it rejects; also in a copy, of those functions that a copy is made of. */
const COPIED = [
  'of',
  'fullFor',
  'setChannel',
  'setWorkspace',
  'add',
  'all',
  'blindFlows',
  'find',
  'get',
  'list',
  'mute',
  'ofChannel',
  'ofCreator',
  'recent',
  'remove',
];
const failing = new Proxy(Object.fromEntries(COPIED.map((name) => [name, fail])), { get: () => fail });

/** What this process knows without asking is there all the same. */
const PREFERENCES = ['of', 'destination', 'setDestination', 'space', 'setSpace'];
const forgetful = {
  ...Object.fromEntries(PREFERENCES.map((name) => [name, fail])),
  assumed: () => ({ destination: 'conversation', space: undefined }),
  learn: () => {},
};

/** Not stored, or never rejects. */
type Sound =
  | 'opsChannel'
  | 'audit'
  | 'textsFor'
  | 'accounts'
  | 'offered'
  | 'may'
  | 'isOffered'
  | 'refusal'
  | 'demandIn'
  | 'camsAccounts'
  | 'version'
  | 'wallMs'
  | 'clock'
  | 'log'
  | 'watcher'
  | 'readThread';
const FAILING = {
  organisationsOf: fail,
  missingScopes: fail,
  heldQuestions: failing,
  auditRecords: {
    async *read() {
      yield await fail();
    },
  },
  requests: failing,
  catalogue: failing,
  checkFlow: fail,
  preferences: forgetful,
  history: failing,
  favourites: failing,
  watches: failing,
  versions: failing,
  lookAtFlow: fail,
  admitFile: fail,
  compare: fail,
  checkJson: fail,
  checkGiven: fail,
  checksUnderWay: failing,
  notifyPreferences: failing,
  displays: failing,
  shareLater: failing,
  planLate: () => NO_PLAN,
  drawChangePictures: async () => ({ files: [], missing: [], drawing: [], orders: [] }),
  opsChannels: failing,
  passVersions: fail,
  shareFilesBy: () => failing,
  reloadRules: fail,
} satisfies Record<Exclude<keyof ListenerParts, Sound>, unknown> as unknown as Partial<ListenerParts>;
const FAILING_CHANGES = { installationChanges: { granted: fail, revoked: fail, ended: fail } };

/** The app in which every part fails; all that a person could read of it, and whatever came back to Slack. */
function setUpFailing(language: Language) {
  const app = setUpApp({ ...FAILING, ...FAILING_CHANGES, textsFor: async () => translateTo(language) });
  const { acks, posts, client } = app;
  const answers = () => JSON.stringify([acks, posts, client.postEphemeral.mock.calls, client.postMessage.mock.calls]);
  return { ...app, answers };
}

/** As JSON holds it. */
const quoted = (text: string) => JSON.stringify(text).slice(1, -1);

describe('a door', () => {
  it('is one of a kind and name', () => {
    const names = DOORS.map(nameOf);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is known to this test, and so is each subcommand', () => {
    const without = (DOORS.filter((door) => !isCommand(door)).map(nameOf) as string[]).filter(
      (name) => !PAYLOADS[name],
    );
    expect(without).toEqual([]);
    expect(SUBCOMMANDS.map(({ name }) => name).filter((name) => !TEXTS[name])).toEqual([]);
    expect(PERSONAL.length).toBeGreaterThan(35);
  });
});

describe.each(LANGUAGES)('where every part fails, in %s', (language) => {
  const t = translateTo(language);
  const ways = PERSONAL.filter(([name]) => name !== 'options flows');

  it.each(ways)('%s is acked once, and the person reads why', async (_name, payload) => {
    const { send, answers, lines } = setUpFailing(language);
    expect(await send(payload)).toHaveLength(1);
    const happened = t('error.store.happened');
    expect(answers()).toContain(quoted(happened));
    expect(answers()).not.toContain('/secret');
    expect(lines.filter((line) => line.startsWith('error: '))).toHaveLength(1);
    expect(lines.join()).not.toContain('not handled');
  });

  // What asks for flows asks the database once, to accept it: the requester is told privately where that fails.
  it.each(WAYS.filter(([name]) => name === 'view settings'))('%s shows it in the modal', async (name, payload) => {
    const { send } = setUpFailing(language);
    expect(await send(payload)).toMatchObject([{ response_action: 'errors' }]);
    expect(name).toMatch(/^view /);
  });

  it('the type-ahead says that there is no list, and offers what was typed', async () => {
    const { send, lines } = setUpFailing(language);
    const [none] = await send(suggestion('', {}, ORIGIN));
    expect(none).toMatchObject({ options: [{ text: { text: t('picker.failed') } }] });
    expect(await send(suggestion(ID, {}, ORIGIN))).toMatchObject([{ options: [{ value: ID }, {}] }]);
    expect(lines).toEqual(['error: A listener failed', 'error: A listener failed']);
  });

  it.each(NEEDS_NOTHING)('%s goes on', async (name) => {
    const { send, lines } = setUpFailing(language);
    const [[, payload = {}] = []] = WAYS.filter(([way]) => way === name);
    expect(await send(payload)).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  it.each(EVENTS)('%s is logged', async (name, payload) => {
    const { send, lines, answers } = setUpFailing(language);
    // What is to be deleted must not be lost: Slack sends again what it is told has failed.
    if (OF_INSTALLATION.test(name)) await expect(send(payload)).rejects.toThrow('disk');
    else await send(payload);
    expect(lines).toEqual(['error: A listener failed']);
    expect(answers()).not.toContain('database');
  });
});

describe('where Slack opens and shows nothing', () => {
  const opens = [
    'shortcut pick_flow',
    'action open_window',
    'action home_choose',
    'action home_settings',
    'command /flow-json pick',
  ];

  it.each(WAYS.filter(([name]) => [...opens, 'command /flow-json settings'].includes(name)))(
    '%s says to try again',
    async (_name, payload) => {
      const { send, client, notified, lines } = setUpApp();
      client.openView.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'expired_trigger_id' }));
      expect(await send(payload)).toHaveLength(1);
      expect(notified()).toContain('window took too long to open');
      expect(lines).toEqual(['warn: Slack did not open a modal']);
    },
  );

  const shows = ['action home_refresh', 'action home_unwatch', 'action remove_favourite'];

  it.each(WAYS.filter(([name]) => shows.includes(name)))('%s says that it failed', async (_name, payload) => {
    const { send, client, notified, lines } = setUpApp();
    client.publishView.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'internal_error' }));
    expect(await send(payload)).toEqual([undefined]);
    expect(notified()).toContain('*That did not work:*');
    expect(lines).toEqual(['error: A listener failed']);
  });

  it('"Watch" in the Home tab is set all the same, and says so alone', async () => {
    const { send, client, watches, notified, lines } = setUpApp();
    client.publishView.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'internal_error' }));
    await send(homeButton('watch_flow', REQUEST));
    expect(watches.add).toHaveBeenCalledOnce();
    expect(notified()).not.toContain('did not work');
    expect(lines).toEqual(['warn: The Home tab could not be made anew']);
  });
});

describe('an ack', () => {
  it('that gets lost with its answer is followed by the answer', async () => {
    const { send, posts, lines } = setUpApp();
    await send(slashCommand('help'), { isAckLost: true });
    expect(posts).toHaveLength(1);
    expect(posts[0]?.body).toMatchObject({ response_type: 'ephemeral' });
    expect(lines).toEqual(['warn: An ack did not reach Slack']);
  });
});

describe('a payload that Slack does not document', () => {
  it('is answered in the language of who sent it', async () => {
    const { send } = setUpApp({ textsFor: async () => translateTo('zh-CN') });
    const { trigger_id: _trigger, ...payload } = slashCommand(ID);
    const [ack] = await send(payload);
    expect(ack).toMatchObject({ text: translateTo('zh-CN')('unclear.malformed') });
  });

  it('is acked, and answered, where it names nobody', async () => {
    const { send, lines, notified } = setUpApp();
    expect(await send({ ...messageButton('get_flow', REQUEST), user: {} })).toEqual([undefined]);
    expect(lines).toEqual(['error: A payload could not be read']);
    // By the address that came with it: nobody else could be meant.
    expect(notified()).toContain("couldn't read");
  });
});

describe('the sources of the listeners', () => {
  const FOLDER = resolve(import.meta.dirname, '../../../../src/slack/listeners');
  /** What catches for all, and what holds a request until it is written down. */
  const CATCHES = ['accept-or-reply.ts', 'handle-interaction.ts', 'show-home.ts'];
  const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name, source: readFileSync(resolve(FOLDER, name), 'utf8') }));
  const holding = (pattern: RegExp) => sources.filter(({ source }) => pattern.test(source)).map(({ name }) => name);

  it('catch nothing by themselves', () => {
    expect(sources.length).toBeGreaterThan(30);
    for (const name of holding(/\btry \{|\.catch\(\(/)) expect(CATCHES).toContain(name);
  });

  it('are registered in two files', () => {
    expect(holding(/\bapp\.(command|shortcut|action|view|options|event|message|function)\b/)).toEqual([
      'register-events.ts',
      'register.ts',
    ]);
  });
});
