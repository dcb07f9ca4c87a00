import type { Asked, Asking } from '../../access/access.ts';
import { isOffered, offeredAccounts } from '../../access/offered.ts';
import { isFlowRight } from '../../access/rights.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { CatalogueAnswer } from '../../flows/catalogue/flow-catalogue.ts';
import type { CataloguedFlow } from '../../flows/catalogue/records.ts';
import type { Watch, WatchKey } from '../../notify/records.ts';
import { placeOf } from '../../requests/request.ts';
import type { FlowRight } from '../../settings/types.ts';
import type { NeededRight } from './door.ts';
import type { ListenerParts } from './listener-parts.ts';

/** Where the rules tell one flow of a space from another, so many are looked at at a time. */
const LOOKED_AT = 500;

/**
 * What one person may see and do in one place, of what their workspace may. Whatever names a flow, a channel or a watch is
 * checked here again: it may have come back through Slack from a button or modal of any time, or be made up.
 *
 * @param right that the door asks for: flows are checked for it.
 */
export function partsOfPerson(own: ListenerParts, asking: Asking, right: NeededRight): ListenerParts {
  const { catalogue, requests, versions, watches, favourites, history, preferences, displays, notifyPreferences } = own;
  const ask = async (): Promise<Asked> => asking.now() ?? asking.asked;
  const rightOr = (usual: FlowRight): FlowRight => (isFlowRight(right) ? right : usual);

  /** @throws {NotAllowed} */
  async function demand(usual: FlowRight, flow: FlowRef): Promise<void> {
    (await ask()).demand(rightOr(usual), flow);
  }
  /** Of what shows JSON or parts of it. What was found in a flow may be read without: it names places, and quotes a few words. */
  async function demandJson(flow: FlowRef): Promise<void> {
    await demand('compare', flow);
    if (right !== 'check') (await ask()).demand('fetch', flow);
  }
  /** Notifications bring the files. */
  async function demandToWatch(channelId: string, flow: FlowRef): Promise<void> {
    const asked = await (await ask()).in(channelId);
    asked.demand('watch', flow);
    asked.demand('fetch', flow);
  }
  async function allowed<Flow extends FlowRef>(usual: FlowRight, flows: readonly Flow[]): Promise<Flow[]> {
    const asked = await ask();
    return flows.filter((flow) => asked.decide(rightOr(usual), flow).allowed);
  }
  async function settingsOf(channelId: string): Promise<void> {
    (await (await ask()).in(channelId)).demand('settings');
  }
  /** A watch is its creator's: others need the right to the channel's settings. */
  async function demandWatch({ channelId, createdBy }: Watch): Promise<void> {
    if (createdBy !== (await ask()).person.userId) await settingsOf(channelId);
  }
  async function demandWatchOf(key: WatchKey): Promise<void> {
    const watch = await watches.find(key);
    if (watch !== undefined) await demandWatch(watch);
  }
  async function opsOf(channelId: string | undefined): Promise<void> {
    if (channelId !== undefined) (await (await ask()).in(channelId)).demand('ops');
  }
  const flowRights = isFlowRight(right) ? [right] : undefined;

  return {
    ...own,
    // No getters in what is made for each interaction: V8 keeps them, and all that they close over, with the shape of the
    // object, until the second time that it collects all garbage. Where it is not known yet who asks, nothing is offered.
    offered() {
      const asked = asking.now();
      return asked === undefined ? [] : offeredAccounts(asked, own.accounts, flowRights);
    },
    camsAccounts() {
      const asked = asking.now();
      const offered = asked === undefined ? [] : offeredAccounts(asked, own.accounts);
      return own.camsAccounts().filter(({ name }) => offered.some((account) => account.name === name));
    },
    refusal: (what, where) => asking.now()?.refusal(what, undefined, where),
    async demandIn(channelId, what, flow) {
      (await (await ask()).in(channelId)).demand(what, flow);
      await own.demandIn(channelId, what, flow);
    },
    isOffered(what, flow) {
      const asked = asking.now();
      return asked !== undefined && isOffered(asked, what, flow);
    },
    may: (what, where) => what === 'open' || asking.now()?.decide(what, undefined, where).allowed === true,

    requests: {
      async accept(request, once, assumed) {
        // Where Slack has not said yet who it is, the request is written down: the rules are asked again as it runs.
        const here = asking.now();
        const asked = await here?.in(placeOf(request));
        for (const flow of request.flows) asked?.demand('fetch', flow);
        const rule = asked?.decide('fetch', request.flows[0]).rule;
        return requests.accept({ ...request, rule }, once, assumed);
      },
      isNew: requests.isNew,
    },
    catalogue: {
      async find(space, query, page) {
        const asked = await ask();
        const what = rightOr('list');
        const decision = asked.decide(what, space);
        if (!decision.allowed) asked.demand(what, space);
        if (decision.allowed && decision.of === 'all') return catalogue.find(space, query, page);
        return findAllowed(
          (offset) => catalogue.find(space, query, { offset, limit: LOOKED_AT }),
          page,
          (flow) => asked.decide(what, flow).allowed,
        );
      },
      async lookUp(spaces, flowIds) {
        const asked = await ask();
        const what = rightOr('list');
        const mayIn = spaces.filter((space) => asked.decide(what, space).allowed);
        const found = await catalogue.lookUp(mayIn, flowIds);
        return { ...found, listed: found.listed.filter((flow) => asked.decide(what, flow).allowed) };
      },
    },
    async checkFlow(flow) {
      await demand('watch', flow);
      return own.checkFlow(flow);
    },
    async lookAtFlow(flow, person) {
      await demandJson(flow);
      return own.lookAtFlow(flow, person);
    },
    versions: {
      async latest(flow) {
        await demand('watch', flow);
        return versions.latest(flow);
      },
      async get(flow, version) {
        await demandJson(flow);
        return versions.get(flow, version);
      },
      async oldest(flow) {
        await demand('compare', flow);
        return versions.oldest(flow);
      },
      async list(flow, limit) {
        await demand('compare', flow);
        return versions.list(flow, limit);
      },
    },
    watches: {
      ...watches,
      // Asked before the channel is told of anything.
      async find(key) {
        const watch = await watches.find(key);
        if (watch === undefined) (await (await ask()).in(key.channelId)).demand('watch', key.flow);
        else await demandWatch(watch);
        return watch;
      },
      async fullFor(watch) {
        await demandToWatch(watch.channelId, watch.flow);
        return watches.fullFor(watch);
      },
      async add(watch, options) {
        await demandToWatch(watch.channelId, watch.flow);
        await demandWatchOf(watch);
        return watches.add(watch, options);
      },
      async remove(key) {
        await demandWatchOf(key);
        return watches.remove(key);
      },
      async mute(key, forMs) {
        await demandWatchOf(key);
        return watches.mute(key, forMs);
      },
      async ofChannel(team, channelId) {
        const found = await watches.ofChannel(team, channelId);
        const asked = await (await ask()).in(channelId);
        return found.filter(({ flow }) => asked.decide('watch', flow).allowed);
      },
      async ofCreator(team, userId) {
        const [asked, found] = await Promise.all([ask(), watches.ofCreator(team, userId)]);
        return found.filter(({ flow }) => asked.decide('watch', flow).allowed);
      },
    },
    favourites: {
      ...favourites,
      async add(favourite) {
        await demand('fetch', favourite);
        return favourites.add(favourite);
      },
      list: async (team, userId) => allowed('fetch', await favourites.list(team, userId)),
    },
    history: {
      ...history,
      recent: async (team, userId, limit) => allowed('fetch', await history.recent(team, userId, limit)),
    },
    preferences: {
      ...preferences,
      async setSpace(team, channelId, space) {
        await settingsOf(channelId);
        return preferences.setSpace(team, channelId, space);
      },
      async setDestination(team, destination) {
        (await ask()).demand('settings', undefined, 'workspace');
        return preferences.setDestination(team, destination);
      },
    },
    displays: displays && {
      ...displays,
      async setChannel(team, channelId, display) {
        await settingsOf(channelId);
        return displays.setChannel(team, channelId, display);
      },
      async setWorkspace(team, display) {
        (await ask()).demand('settings', undefined, 'workspace');
        return displays.setWorkspace(team, display);
      },
    },
    notifyPreferences: {
      ...notifyPreferences,
      async set(team, channelId, given) {
        await settingsOf(channelId);
        return notifyPreferences.set(team, channelId, given);
      },
    },
    opsChannels: {
      ...own.opsChannels,
      async set(team, channelId) {
        await opsOf(channelId);
        await opsOf(await own.opsChannels.of(team));
        return own.opsChannels.set(team, channelId);
      },
      async remove(team) {
        await opsOf(await own.opsChannels.of(team));
        return own.opsChannels.remove(team);
      },
      // Asked before the channel is told of anything: who may see which it is may also take it away.
      async of(team) {
        const channelId = await own.opsChannels.of(team);
        await opsOf(channelId);
        return channelId;
      },
    },
  };
}

/** A page of those flows that somebody may see: the others count in no number. */
async function findAllowed(
  next: (offset: number) => Promise<CatalogueAnswer>,
  { offset, limit }: { offset: number; limit: number },
  isAllowed: (flow: CataloguedFlow) => boolean,
): Promise<CatalogueAnswer> {
  let looked = await next(0);
  const found = looked.flows.filter(isAllowed);
  for (let from = looked.flows.length; looked.flows.length > 0 && from < looked.total; from += looked.flows.length) {
    looked = await next(from);
    found.push(...looked.flows.filter(isAllowed));
  }
  return { ...looked, flows: found.slice(offset, offset + limit), total: found.length };
}
