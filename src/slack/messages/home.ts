import type { Button, HomeView, KnownBlock } from '@slack/types';
import type { Refused } from '../../access/not-allowed.ts';
import type { AccountHealth } from '../../cams/account.ts';
import type { Translate } from '../../i18n.ts';
import type { GoneWhy } from '../../notify/records.ts';
import type { Fault } from '../delivery/fault.ts';
import type { OptionalScope } from '../workspaces/installations/bot-scopes.ts';
import { whomToAsk } from './access.ts';
import { errorText } from './error-texts.ts';
import { seconds } from './fetching.ts';
import type { NamedFlow } from './flow-name.ts';
import { type CommandForm, commandLines } from './help.ts';
import { GET_FLOW } from './list.ts';
import { actions, button, code, context, dateTime, escapeMrkdwn, plainText, section, shownName } from './message.ts';
import { GET_AGAIN, WATCH_FLOW } from './result/buttons.ts';
import { type BlindFlow, blindText } from './sight.ts';
import { everyText } from './watch.ts';

/** The `action_id`s of the Home tab's buttons. */
export const HOME_CHOOSE = 'home_choose';
export const HOME_SETTINGS = 'home_settings';
export const HOME_REFRESH = 'home_refresh';
export const REMOVE_FAVOURITE = 'remove_favourite';
export const HOME_UNWATCH = 'home_unwatch';

/** A flow that the Home tab lists. */
export interface HomeFlow {
  flow: NamedFlow;
  name: string | undefined;
  /** What its buttons give back. */
  value: string;
}

/** A watch that the reader made. */
export interface HomeWatch extends HomeFlow {
  /** The channel that is notified; absent: the reader's direct message with the bot. */
  channelId: string | undefined;
  /** What the channel wants; milliseconds. */
  everyMs: number;
  /** Milliseconds, where more flows are watched than the calls suffice for. */
  stretchedToMs: number | undefined;
  /** `until` is Unix ms. */
  state:
    | { is: 'on' | GoneWhy }
    | { is: 'muted'; until: number }
    | ({ is: 'blind' } & Pick<BlindFlow, 'since' | 'fault'>);
}

export interface HomeAccount {
  name: string;
  health: Omit<AccountHealth, 'lastError'>;
  lastError: { at: number; fault: Fault } | undefined;
  /** Flows that the workspace watches and that can't be looked at. */
  blindFlows: number;
}

/** A flow that can be requested. */
export interface RequestableFlow extends HomeFlow {
  /** The reader is offered to watch it. */
  canWatch: boolean;
}

export interface Home {
  /** What the reader may do: the rest is not shown. */
  may: { fetch: boolean; watch: boolean; settings: boolean };
  recent: readonly (RequestableFlow & { /** Unix time; milliseconds. */ at: number })[];
  favourites: readonly RequestableFlow[];
  watches: readonly HomeWatch[];
  accounts: readonly HomeAccount[];
  /** Optional scopes that the app lacks here; empty also for who can't do anything about it. */
  missingScopes: readonly OptionalScope[];
  /** Every form of the command, for the help. */
  forms: readonly CommandForm[];
  version: string;
  /** The value of the button by which a flow was just requested here: the answer goes to the direct message. */
  requested?: string | undefined;
}

/** A tab holds 100 blocks (source: the reference of Home tabs); a flow takes one or two, an account one. */
export const MAX_RECENT = 10;
const MAX_FAVOURITES = 25;
export const MAX_WATCHES = 10;

const MAX_HEADER = 150;
const header = (text: string): KnownBlock => ({ type: 'header', text: plainText(text, MAX_HEADER) });

const nameOf = ({ flow, name }: HomeFlow) => {
  const space = flow.space === undefined ? '' : ` · ${code(flow.space)}`;
  return `${name === undefined ? '' : `*${shownName(name)}* `}${code(flow.flowId)}${space}`;
};

/** What stands below a flow's name: where its answer comes to once its button was clicked, since it doesn't come here. */
function textOf(t: Translate, each: HomeFlow, requested: string | undefined, ...facts: string[]): string {
  return [nameOf(each), ...facts, ...(each.value === requested ? [t('home.requested')] : [])].join('\n');
}

const BAR_CELLS = 10;

/** A small bar; what it shows stands beside it as a number. */
export function bar(value: number, limit: number): string {
  const filled = Math.min(BAR_CELLS, Math.ceil((value / limit) * BAR_CELLS));
  return `${'▰'.repeat(filled)}${'▱'.repeat(BAR_CELLS - filled)}`;
}

function errorLine(t: Translate, { lastError, blindFlows }: HomeAccount): string | undefined {
  if (lastError !== undefined) {
    return t('home.lastError', { when: dateTime(lastError.at), happened: errorText(t, lastError.fault).happened });
  }
  return blindFlows === 0 ? t('home.noError') : undefined;
}

function accountLines(t: Translate, account: HomeAccount): string {
  const { health, blindFlows } = account;
  const { operation, callsInLastMinute: calls, limitPerMinute: limit, queue, lastSuccessAt } = health;
  const use = { bar: bar(calls, limit), calls, limit };
  const lines = [
    operation === undefined ? t('home.callsOfAll', use) : t('home.calls', { ...use, operation: code(operation) }),
    queue.ahead === 0
      ? t('home.queueEmpty')
      : t('home.queue', { count: queue.ahead, wait: seconds(t, queue.expectedWaitMs) }),
    lastSuccessAt === undefined ? t('home.noSuccess') : t('home.lastSuccess', { when: dateTime(lastSuccessAt) }),
    errorLine(t, account),
    blindFlows === 0 ? undefined : t('home.outOfSight', { count: blindFlows }),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

function accounts(t: Translate, given: readonly HomeAccount[]): KnownBlock[] {
  if (given.length === 1) {
    return [header(t('home.account')), ...given.map((account) => section(accountLines(t, account)))];
  }
  // A header each would take the blocks of flows.
  return given.map((account) =>
    section(`*${t('home.accountNamed', { account: escapeMrkdwn(account.name) })}*\n${accountLines(t, account)}`),
  );
}

const watchButton = (t: Translate, { canWatch, value }: RequestableFlow): Button[] =>
  canWatch ? [button(t('watchButton.label'), { actionId: WATCH_FLOW, value })] : [];

function recent(t: Translate, { recent: given, requested }: Home): KnownBlock[] {
  if (given.length === 0) return [section(t('home.noRecent'))];
  return given
    .slice(0, MAX_RECENT)
    .flatMap((each) => [
      section(textOf(t, each, requested, t('home.fetchedAt', { when: dateTime(each.at) }))),
      actions(button(t('result.getAgain'), { actionId: GET_AGAIN, value: each.value }), ...watchButton(t, each)),
    ]);
}

function favourites(t: Translate, { favourites: given, requested }: Home): KnownBlock[] {
  if (given.length === 0) return [section(t('home.noFavourites'))];
  return given
    .slice(0, MAX_FAVOURITES)
    .flatMap((each) => [
      section(textOf(t, each, requested)),
      actions(
        button(t('list.get'), { actionId: GET_FLOW, value: each.value }),
        ...watchButton(t, each),
        button(t('home.remove'), { actionId: REMOVE_FAVOURITE, value: each.value }),
      ),
    ]);
}

function stateText(t: Translate, state: HomeWatch['state']): string {
  switch (state.is) {
    case 'on':
      return t('home.watchesOn');
    case 'muted':
      return t('home.watchesMuted', { when: dateTime(state.until) });
    case 'channel-shared':
      return t('home.watchesChannelShared');
    case 'channel-gone':
      return t('home.watchesChannelGone');
    case 'flow-gone':
      return t('home.watchesFlowGone');
    case 'account-gone':
      return t('home.watchesAccountGone');
    case 'blind':
      return blindText(t, state);
  }
}

function watchText(t: Translate, watch: HomeWatch): string {
  const { channelId, everyMs, stretchedToMs, state } = watch;
  const every = everyText(t, everyMs);
  const facts = [
    channelId === undefined ? t('delivered.directMessage') : `<#${channelId}>`,
    stretchedToMs === undefined ? every : t('home.watchesStretched', { every, stretched: everyText(t, stretchedToMs) }),
    stateText(t, state),
  ];
  return `${nameOf(watch)}\n${facts.join(' · ')}`;
}

function watches(t: Translate, given: Home['watches']): KnownBlock[] {
  if (given.length === 0) return [section(t('home.watchesNone'))];
  const rest = given.length - MAX_WATCHES;
  return [
    ...given.slice(0, MAX_WATCHES).map((each) => ({
      ...section(watchText(t, each)),
      accessory: button(t('change.unwatch'), { actionId: HOME_UNWATCH, value: each.value }),
    })),
    ...(rest > 0 ? [context(t('home.watchesMore', { count: rest }))] : []),
  ];
}

/** What the bot does without a scope: as the README's table of optional scopes says it. */
const WITHOUT = {
  'im:history': 'home.without.directMessages',
  'channels:history': 'home.without.threads',
  'groups:history': 'home.without.privateThreads',
  'channels:read': 'home.without.sharedChannels',
  'groups:read': 'home.without.sharedPrivateChannels',
  'team:read': 'home.without.organizationNames',
  'usergroups:read': 'home.without.userGroups',
} as const satisfies Record<OptionalScope, string>;

/** What the workspace goes without, and who can change that. */
function missingScopes(t: Translate, missing: readonly OptionalScope[]): KnownBlock[] {
  if (missing.length === 0) return [];
  const lines = missing.map((scope) => `• ${code(scope)}: ${t(WITHOUT[scope])}`);
  return [header(t('home.scopes')), section([...lines, t('home.addScopes')].join('\n'))];
}

/** The Home tab of somebody whose workspace no account serves. */
export const notServedView = (t: Translate, teamId: string): HomeView => ({
  type: 'home',
  blocks: [section(t('notServed', { team: code(teamId) }))],
});

/** The Home tab of somebody who may do nothing. */
export const notAllowedView = (t: Translate, { ask }: Refused): HomeView => ({
  type: 'home',
  blocks: [section(t('access.nothing', { whom: whomToAsk(t, ask) }))],
});

/** The app's Home tab, for one person. */
export function homeView(t: Translate, home: Home): HomeView {
  const { may } = home;
  return {
    type: 'home',
    blocks: [
      section(t('home.intro')),
      actions(
        ...(may.fetch ? [button(t('home.choose'), { actionId: HOME_CHOOSE })] : []),
        ...(may.settings ? [button(t('home.settings'), { actionId: HOME_SETTINGS })] : []),
        button(t('home.refresh'), { actionId: HOME_REFRESH }),
      ),
      ...(may.fetch
        ? [header(t('home.favourites')), ...favourites(t, home), header(t('home.recent')), ...recent(t, home)]
        : []),
      ...(may.watch ? [header(t('home.watches')), ...watches(t, home.watches)] : []),
      ...accounts(t, home.accounts),
      ...missingScopes(t, home.missingScopes),
      header(t('home.help')),
      section(`${commandLines(t, home.forms)}\n\n${t('help.whereToFind')}`),
      context(t('home.version', { version: home.version })),
    ],
  };
}
