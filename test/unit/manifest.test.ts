import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { compareFlows } from '../../src/flows/change/flow-change.ts';
import { readFlowDocument } from '../../src/flows/json/flow-document.ts';
import { COMMAND_FORMS } from '../../src/slack/listeners/commands/table.ts';
import type { Door } from '../../src/slack/listeners/door.ts';
import { createDoors } from '../../src/slack/listeners/doors.ts';
import { changeMessage } from '../../src/slack/messages/change.ts';
import { errorMessage } from '../../src/slack/messages/error.ts';
import { foundView } from '../../src/slack/messages/found-view.ts';
import { HELD_RIGHTS, heldMessage, watchHeldMessage } from '../../src/slack/messages/held.ts';
import { historyMessage } from '../../src/slack/messages/history.ts';
import { homeView } from '../../src/slack/messages/home.ts';
import { listMessage } from '../../src/slack/messages/list.ts';
import { pickerView } from '../../src/slack/messages/picker-view.ts';
import { resultMessage } from '../../src/slack/messages/result/result-message.ts';
import { severalResultMessage } from '../../src/slack/messages/result/several-results.ts';
import { mutedMessage } from '../../src/slack/messages/set-up.ts';
import { settingsView } from '../../src/slack/messages/settings-view.ts';
import { severalFailedMessage } from '../../src/slack/messages/several-failed.ts';
import { threadFlowsMessage } from '../../src/slack/messages/thread-flows.ts';
import { windowMessage } from '../../src/slack/messages/window.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../../src/slack/workspaces/installations/bot-scopes.ts';
import { catalogued, hostileChecks, resultOf } from './slack/support/flows.ts';
import { buttonsIn, english } from './slack/support/texts.ts';

const source = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');

/** The limits, in characters: docs.slack.dev/reference/app-manifest. */
const text = (max: number, min = 1) => z.string().min(min).max(max);
const httpsUrl = z.url({ protocol: /^https$/ });
/** Those that this app may ask for: docs.slack.dev/reference/scopes, of bots. */
const botScope = z.enum([
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'team:read',
  'usergroups:read',
  'users:read',
]);

const manifestRules = z.strictObject({
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    // The app settings refuse one of less than 174.
    long_description: text(4000, 174),
    background_color: z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    // Documented are a-z, 0-9, -, _ and .; the app settings take capitals and blanks too, and write them themselves.
    bot_user: z.strictObject({ display_name: text(80).regex(/^[A-Za-z0-9 ._-]+$/), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(32).regex(/^\/[a-z0-9_-]+$/),
          url: httpsUrl,
          description: text(2000),
          usage_hint: text(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(httpsUrl).max(1000),
    scopes: z.strictObject({ bot: z.array(botScope).min(1).max(255), bot_optional: z.array(botScope) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: httpsUrl, bot_events: z.array(z.string()).min(1).max(100) }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: httpsUrl,
      message_menu_options_url: httpsUrl.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const manifest = manifestRules.parse(parse(source));

const doors = createDoors();
const namesOf = (...kinds: readonly Door['kind'][]) =>
  doors.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);

const sorted = (ids: Iterable<string | undefined>) => [...new Set(ids)].sort();

describe('the manifest', () => {
  it('keeps to the rules of Slack', () => {
    expect(manifestRules.safeParse(parse(source)).error?.issues).toBeUndefined();
  });

  it.each([
    ['an unknown key', { ...manifest, extra: 1 }],
    ['an unknown scope', { ...manifest, oauth_config: { scopes: { bot: ['files:own'] } } }],
    [
      'a name that is too long',
      { ...manifest, display_information: { ...manifest.display_information, name: 'x'.repeat(36) } },
    ],
  ])('is checked: %s is refused', (_name, given) => {
    expect(manifestRules.safeParse(given).success).toBe(false);
  });

  it('is of doors each of which has a name of its own among those that Slack tells apart', () => {
    for (const kinds of [['command'], ['shortcut'], ['action'], ['view'], ['options'], ['event', 'message']] as const) {
      expect(new Set(namesOf(...kinds)).size).toBe(namesOf(...kinds).length);
    }
  });

  it('lists the commands that are registered', () => {
    expect(namesOf('command')).toEqual(manifest.features.slash_commands.map(({ command }) => command));
  });

  it('lists the shortcuts that are registered', () => {
    const type = { message: 'message_action', global: 'shortcut' };
    const listed = manifest.features.shortcuts.map((shortcut) => ({
      type: type[shortcut.type],
      callback_id: shortcut.callback_id,
    }));
    const shortcuts = doors.flatMap((door) => (door.kind === 'shortcut' ? [door] : []));
    expect(shortcuts.map((door) => ({ type: door.type, callback_id: door.name }))).toEqual(listed);
  });

  it('lists the events that are registered', () => {
    // Messages of every kind of conversation come as one event.
    const subscribed = manifest.settings.event_subscriptions.bot_events.map((event) => event.split('.')[0]);
    expect(namesOf('event', 'message')).toEqual(subscribed);
  });

  it('says where options are loaded from: without that address Slack never asks for any', () => {
    expect(namesOf('options').length).toBeGreaterThan(0);
    expect(manifest.settings.interactivity.message_menu_options_url).toBe(manifest.settings.interactivity.request_url);
  });

  it('asks for the scopes that an installation by OAuth asks for', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(BOT_SCOPES);
  });

  it('has the scope that each event needs, and leaves to the workspace what the bot works without', () => {
    const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
    // Source: the references of the events.
    for (const scope of ['app_mentions:read', 'im:history'] as const) expect(bot).toContain(scope);
    // Slack wants what is optional in both lists. Every scope that reads what people wrote is optional, and so are those by which
    // channels are known that other organisations see, and that for the user groups of the access rules.
    const others: readonly string[] = ['channels:read', 'groups:read', 'team:read', 'usergroups:read'];
    expect(optional).toEqual(bot.filter((scope) => scope.endsWith(':history') || others.includes(scope)));
  });

  it('has a line in the README for each scope that may be left out, and for no other', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [section = ''] = (readme.split('### Optional scopes\n')[1] ?? '').split('\n### ');
    const listed = [...section.matchAll(/^\| `([a-z_]+:[a-z]+)` +\| \S/gm)].map(([, scope]) => scope);
    expect(listed).toEqual(manifest.oauth_config.scopes.bot_optional);
    expect(OPTIONAL_SCOPES).toEqual(listed);
  });

  it('opens the message box, since what is typed there is answered', () => {
    expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
    expect(manifest.features.app_home.messages_tab_read_only_enabled).toBe(false);
    expect(manifest.settings.event_subscriptions.bot_events).toContain('message.im');
  });

  it('has one address for all', () => {
    const { event_subscriptions: events, interactivity } = manifest.settings;
    const urls = [
      events.request_url,
      interactivity.request_url,
      ...manifest.features.slash_commands.map(({ url }) => url),
    ];
    expect(new Set(urls).size).toBe(1);
  });

  it('says of each scope and event what it is for', () => {
    for (const entry of [...manifest.oauth_config.scopes.bot, ...manifest.settings.event_subscriptions.bot_events]) {
      expect(source).toMatch(new RegExp(`^\\s+- ${entry} # \\S.+$`, 'm'));
    }
  });
});

const named = { flowId: '17b6aa11', space: undefined };
const openly = { requesterId: 'U1', to: { kind: 'conversation' as const }, about: undefined, botUserId: undefined };
const fault = { kind: 'timeout' as const };
const failed = { flow: named, fault };
const pickerParts = {
  maxFlows: 20,
  destination: 'conversation' as const,
  spaces: [],
  space: undefined,
  privateMetadata: '{}',
};
const homeFlow = { flow: named, name: undefined, value: 'v', at: 0, canWatch: true };

const seenVersion = {
  file: { sha256: 'ab', bytes: 2 },
  name: undefined,
  status: undefined,
  firstSeenAt: 0,
  firstSeenBy: undefined,
};

/** Every message and view that has something to click. */
const HOLD = {
  secrets: [{ flowId: '17b6aa11', kind: 'token', path: '/a', masked: 'eyJ…' }],
  maySecretsBeShared: true,
  organisations: [{ id: 'T2', name: 'Lighthouse' }],
  files: [],
};
const MESSAGES = [
  resultMessage(english, { ...resultOf(), checks: hostileChecks }, openly),
  resultMessage(english, { ...resultOf(), stepValue: 'v' }, openly),
  severalResultMessage(english, [resultOf(), resultOf()], 'v', openly),
  errorMessage(english, { ...failed, retryValue: 'v' }),
  severalFailedMessage(english, { failed: [failed], total: 2, retryValue: 'v' }),
  listMessage(english, {
    name: '',
    space: undefined,
    flows: [catalogued()],
    page: 2,
    total: 30,
    isComplete: true,
    getValue: () => 'v',
    pageValue: () => 'v',
  }),
  windowMessage(english, 'v'),
  ...HELD_RIGHTS.map((right) => heldMessage(english, HOLD, 'v', right)),
  watchHeldMessage(english, HOLD.organisations, 'v'),
  historyMessage(english, named, [{ version: 1, ...seenVersion }], {
    hasMore: false,
    valueFor: () => 'v',
    offers: { get: true, compare: true },
  }),
  threadFlowsMessage(english, { flowIds: ['17b6aa11'], valueFor: () => 'v' }),
  changeMessage(
    english,
    { flow: named, before: seenVersion, after: seenVersion, changes: 1, isFlapping: false },
    compareFlows(readFlowDocument('{"version":"6.2"}'), readFlowDocument('{"version":"6.3"}')),
    { diff: 'v', previous: 'v', mute: 'v', unwatch: 'v' },
  ),
  mutedMessage(english, { isDirect: false, userId: 'U1' }, { flow: named, until: 0, value: 'v' }),
];
const homeWatch = {
  ...homeFlow,
  channelId: 'C1',
  everyMs: 600_000,
  stretchedToMs: undefined,
  state: { is: 'on' as const },
};
const HOME = homeView(english, {
  may: { fetch: true, watch: true, settings: true },
  recent: [homeFlow],
  favourites: [homeFlow],
  watches: [homeWatch],
  accounts: [],
  missingScopes: [],
  forms: COMMAND_FORMS,
  version: '1',
});
const MODALS = [
  pickerView(english, { ...pickerParts, foundNothing: true, name: undefined, hasThread: true, hasConversation: false }),
  foundView(english, {
    ...pickerParts,
    listed: [{ flow: catalogued(), value: '17b6aa11' }],
    others: [],
    isListKnown: true,
  }),
  settingsView(english, {
    ...pickerParts,
    channelSpace: { chosen: undefined },
    mayChangeWorkspace: true,
    notify: { mode: 'at-once', useThread: false, broadcast: false, filesIn: 'thread' as const },
  }),
];

describe('the listeners', () => {
  it('are there for every button, and every one has a button', () => {
    const clickable = [...MESSAGES.map(({ blocks }) => blocks), HOME.blocks].flatMap((blocks) => buttonsIn(blocks));
    const answered = namesOf('action');
    expect(sorted(answered)).toEqual(sorted(clickable.map(({ action_id: id }) => id)));
    expect(answered).toHaveLength(new Set(answered).size);
  });

  it('are there for every modal, and every one has a modal', () => {
    expect(sorted(namesOf('view'))).toEqual(sorted(MODALS.map(({ callback_id: id }) => id)));
  });

  it('are there for every type-ahead, and every one has a field', () => {
    const external = MODALS.flatMap(({ blocks }) => blocks).flatMap((block) =>
      block.type === 'input' && 'element' in block && block.element.type === 'multi_external_select'
        ? [block.element.action_id]
        : [],
    );
    expect(sorted(namesOf('options'))).toEqual(sorted(external));
  });
});
