import type { Access } from '../../access/access.ts';
import type { AccountAccess } from '../../access/account-access.ts';
import type { Audit } from '../../audit/audit.ts';
import { CamsError } from '../../cams/errors.ts';
import type { FlowVersionRecords } from '../../flows/fetch/flow-versions.ts';
import { auditedParts } from './audited-parts.ts';
import type { DoorAudit } from './door-audit.ts';
import type { DoorParts, ListenerParts } from './listener-parts.ts';

/** The parts of the whole bot, which serves several workspaces. */
export interface AllParts
  extends Omit<
    ListenerParts,
    'accounts' | 'offered' | 'may' | 'isOffered' | 'refusal' | 'demandIn' | 'versions' | 'audit'
  > {
  audit: Pick<Audit, 'record'>;
  newId: DoorParts['newId'];
  accountAccess: AccountAccess;
  access: Access;
  clock: DoorParts['clock'];
  installationChanges?: DoorParts['installationChanges'];
  heldMemory: DoorParts['heldMemory'];
  versions: Pick<FlowVersionRecords, 'ofTeam'>;
}

/**
 * What one workspace may see of the bot, by its accounts. A flow of another account, as a forged or an old button names
 * it, is refused in the words of an account that the settings don't name: nobody learns that there is one.
 */
function partsOf(
  {
    accountAccess,
    access: _access,
    heldMemory: _held,
    audit: _audit,
    installationChanges: _changes,
    newId: _newId,
    ...given
  }: AllParts,
  teamId: string,
  audit: DoorAudit,
): Omit<ListenerParts, 'audit'> {
  const accounts = accountAccess.accountsOf(teamId);
  const ofTeam = {
    ...given,
    versions: given.versions.ofTeam(teamId),
    accounts,
    offered: () => accounts,
    // Of a person it is `partsOfPerson` that says these.
    may: () => false,
    isOffered: () => false,
    refusal: () => undefined,
    demandIn: async () => {},
  };
  const all = auditedParts(ofTeam, audit);
  const maySee = ({ account }: { account: string }) => accountAccess.maySee(teamId, account);
  const own = <T extends { account: string }>(items: T[]): T[] => items.filter(maySee);
  function refuseOthers(...flows: readonly { account: string }[]): void {
    if (!flows.every(maySee)) throw new CamsError('account-unknown');
  }
  const { catalogue, checkFlow, requests, lookAtFlow, watches, favourites, history, versions } = all;

  return {
    ...all,
    async demandIn(_channelId, _right, flow) {
      refuseOthers(flow);
    },
    camsAccounts: () => all.camsAccounts().filter(({ name }) => accountAccess.maySee(teamId, name)),
    catalogue: {
      async find(space, query, page) {
        if (maySee(space)) return catalogue.find(space, query, page);
        return { flows: [], total: 0, isComplete: false, error: new CamsError('account-unknown') };
      },
      lookUp: async (spaces, flowIds) => catalogue.lookUp(spaces.filter(maySee), flowIds),
    },
    async checkFlow(flow) {
      refuseOthers(flow);
      return checkFlow(flow);
    },
    requests: {
      async accept(request, once, assumed) {
        refuseOthers(...request.flows);
        return requests.accept(request, once, assumed);
      },
      isNew: requests.isNew,
    },
    versions: {
      async latest(flow) {
        refuseOthers(flow);
        return versions.latest(flow);
      },
      async get(flow, version) {
        refuseOthers(flow);
        return versions.get(flow, version);
      },
      async oldest(flow) {
        refuseOthers(flow);
        return versions.oldest(flow);
      },
      async list(flow, limit) {
        refuseOthers(flow);
        return versions.list(flow, limit);
      },
    },
    async lookAtFlow(flow, person) {
      refuseOthers(flow);
      return lookAtFlow(flow, person);
    },
    watches: {
      ...watches,
      async add(watch, options) {
        refuseOthers(watch.flow);
        return watches.add(watch, options);
      },
      async mute(key, forMs) {
        refuseOthers(key.flow);
        return watches.mute(key, forMs);
      },
      ofChannel: async (team, channelId) =>
        (await watches.ofChannel(team, channelId)).filter(({ flow }) => maySee(flow)),
      ofCreator: async (team, userId) => (await watches.ofCreator(team, userId)).filter(({ flow }) => maySee(flow)),
    },
    favourites: {
      ...favourites,
      async add(favourite) {
        refuseOthers(favourite);
        return favourites.add(favourite);
      },
      list: async (team, userId) => own(await favourites.list(team, userId)),
    },
    history: {
      ...history,
      recent: async (team, userId, limit) => own(await history.recent(team, userId, limit)),
    },
  };
}

/** @returns the only way from a door to flows, lists, versions, watches and accounts. */
export const createDoorParts = (all: AllParts): DoorParts => ({
  access: all.access,
  clock: all.clock,
  heldMemory: all.heldMemory,
  textsFor: all.textsFor,
  log: all.log,
  audit: all.audit,
  newId: all.newId,
  ...(all.installationChanges && { installationChanges: all.installationChanges }),
  partsOf: (teamId, audit) => partsOf(all, teamId, audit),
});
