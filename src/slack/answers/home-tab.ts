import type { webApi } from '@slack/bolt';
import { isDirectMessage } from '../../access/direct-message.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { Person } from '../../flows/records.ts';
import type { Watch } from '../../notify/records.ts';
import { faultOfPoll, toFault } from '../delivery/fault.ts';
import {
  type Home,
  type HomeWatch,
  homeView,
  MAX_RECENT,
  MAX_WATCHES,
  notAllowedView,
  notServedView,
  type RequestableFlow,
} from '../messages/home.ts';
import { homeWatchValueOf } from '../payloads/home-watch-value.ts';
import { requestValueOf } from '../payloads/request-value.ts';
import type { AnswerParts } from './answer-parts.ts';
import { namedFlow } from './spaces.ts';
import { stretchedInterval } from './watching.ts';

type HomeParts = Pick<
  AnswerParts,
  | 'refusal'
  | 'may'
  | 'isOffered'
  | 'accounts'
  | 'camsAccounts'
  | 'history'
  | 'favourites'
  | 'textsFor'
  | 'version'
  | 'watches'
  | 'versions'
  | 'watcher'
  | 'may'
  | 'missingScopes'
>;

function stateOf({ pausedWhy, pausedUntil, blind }: Watch): HomeWatch['state'] {
  if (blind !== undefined) return { is: 'blind', since: blind.since, fault: faultOfPoll(blind.failure) };
  if (pausedWhy === undefined) return { is: 'on' };
  if (pausedWhy !== 'muted') return { is: pausedWhy };
  return pausedUntil === undefined ? { is: 'on' } : { is: 'muted', until: pausedUntil };
}

async function homeWatchesOf(parts: HomeParts, teamId: string, userId: string): Promise<HomeWatch[]> {
  const { watches, versions, watcher } = parts;
  const made = await watches.ofCreator(teamId, userId);
  // Names are looked up of those alone that are shown.
  const latest = await Promise.all(made.slice(0, MAX_WATCHES).map(({ flow }) => versions.latest(flow)));
  return made.map((watch, index) => {
    const { flow, channelId, everyMs } = watch;
    return {
      flow: namedFlow(parts, flow),
      name: latest[index]?.name,
      value: homeWatchValueOf(watch),
      // A mention of one shows nothing that a person could read.
      channelId: isDirectMessage(channelId) ? undefined : channelId,
      everyMs,
      stretchedToMs: stretchedInterval(watcher, flow, everyMs)?.everyMs,
      state: stateOf(watch),
    };
  });
}

/** What of the Home tab only the listener knows: the forms of the command that the person may use, and what was just requested in it. */
export type HomeGiven = Pick<Home, 'forms' | 'requested'>;

async function homeOf(parts: HomeParts, { teamId, userId }: Person, given: HomeGiven): Promise<Home> {
  const { camsAccounts, history, favourites, version } = parts;
  const [recent, kept, watched, blind, missingScopes] = await Promise.all([
    history.recent(teamId, userId, MAX_RECENT),
    favourites.list(teamId, userId),
    homeWatchesOf(parts, teamId, userId),
    parts.watches.blindFlows(teamId),
    // Only for who can do something about it.
    parts.may('administer', 'workspace') ? parts.missingScopes(teamId) : [],
  ]);
  const shown = <Flow extends FlowRef & { name: string | undefined }>(flow: Flow): RequestableFlow => ({
    flow: namedFlow(parts, flow),
    name: flow.name,
    canWatch: parts.isOffered('watch', flow),
    value: requestValueOf({
      flowIds: [flow.flowId],
      account: flow.account,
      custSpaceId: flow.custSpaceId,
      name: flow.name,
    }),
  });
  return {
    may: { fetch: parts.may('fetch'), watch: parts.may('watch'), settings: parts.may('settings') },
    recent: recent.map((flow) => ({ ...shown(flow), at: flow.at })),
    favourites: kept.map(shown),
    watches: watched,
    accounts: camsAccounts().map((account) => {
      const { lastError, ...health } = account.health();
      return {
        name: account.name,
        health,
        lastError: lastError && { at: lastError.at, fault: toFault(lastError.error) },
        blindFlows: blind.get(account.name) ?? 0,
      };
    }),
    missingScopes: missingScopes ?? [],
    ...given,
    version,
  };
}

/**
 * Shows somebody the app's Home tab as things stand.
 *
 * @throws what the store or `views.publish` throws.
 */
export async function publishHome(
  parts: HomeParts,
  client: webApi.WebClient,
  person: Person,
  given: HomeGiven,
): Promise<void> {
  if (parts.accounts.length === 0) {
    const view = notServedView(await parts.textsFor(person), person.teamId);
    await client.views.publish({ user_id: person.userId, view });
    return;
  }
  const refusal = given.forms.length === 0 ? parts.refusal('fetch') : undefined;
  if (refusal !== undefined) {
    const view = notAllowedView(await parts.textsFor(person), refusal.refused);
    await client.views.publish({ user_id: person.userId, view });
    return;
  }
  const [t, home] = await Promise.all([parts.textsFor(person), homeOf(parts, person, given)]);
  await client.views.publish({ user_id: person.userId, view: homeView(t, home) });
}
