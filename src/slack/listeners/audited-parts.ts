import { fileFactsOf } from '../../fingerprint.ts';
import type { DoorAudit } from './door-audit.ts';
import type { ListenerParts } from './listener-parts.ts';

/**
 * Parts that write down what is done with them, before it is done: whoever adds a door need not think of it. They stand below
 * those that ask whether it is allowed.
 */
export function auditedParts<Parts extends Omit<ListenerParts, 'audit'>>(own: Parts, audit: DoorAudit): Parts {
  const { versions, watches, favourites, preferences, displays, notifyPreferences, opsChannels, heldQuestions } = own;
  const { requests, lookAtFlow, checkFlow, checkGiven } = own;

  /** @param flowOf of the arguments; absent: it is about none. */
  const changing =
    <Args extends unknown[], Done>(
      change: (...args: Args) => Promise<Done>,
      flowOf: (...args: Args) => Parameters<DoorAudit['about']>[0] = () => undefined,
    ) =>
    async (...args: Args): Promise<Done> => {
      const flow = flowOf(...args);
      if (flow !== undefined) audit.about(flow);
      await audit.allowed();
      return change(...args);
    };

  return {
    ...own,
    requests: {
      accept: requests.accept,
      async isNew(teamId, once) {
        const isNew = await requests.isNew(teamId, once);
        if (!isNew) audit.isRepeated();
        return isNew;
      },
    },
    versions: {
      ...versions,
      async latest(flow) {
        audit.about(flow);
        return versions.latest(flow);
      },
      async list(flow, limit) {
        audit.about(flow);
        return versions.list(flow, limit);
      },
      async get(flow, number) {
        const version = await versions.get(flow, number);
        audit.about(flow, version && { sha256: version.file.sha256 });
        return version;
      },
    },
    async lookAtFlow(flow, person) {
      audit.about(flow);
      const seen = await lookAtFlow(flow, person);
      audit.about(flow, { sha256: seen.file.sha256, requestId: seen.requestId });
      return seen;
    },
    async checkFlow(flow) {
      audit.about(flow);
      return checkFlow(flow);
    },
    async checkGiven(given) {
      audit.about(undefined, { sha256: fileFactsOf(given.text).sha256 });
      return checkGiven(given);
    },
    watches: {
      ...watches,
      add: changing(watches.add, ({ flow }) => flow),
      remove: changing(watches.remove, ({ flow }) => flow),
      mute: changing(watches.mute, ({ flow }) => flow),
    },
    favourites: {
      ...favourites,
      add: changing(favourites.add, (favourite) => favourite),
      remove: changing(favourites.remove, (favourite) => favourite),
    },
    preferences: {
      ...preferences,
      setSpace: changing(preferences.setSpace),
      setDestination: changing(preferences.setDestination),
    },
    displays: displays && {
      ...displays,
      setChannel: changing(displays.setChannel),
      setWorkspace: changing(displays.setWorkspace),
    },
    notifyPreferences: { ...notifyPreferences, set: changing(notifyPreferences.set) },
    opsChannels: {
      ...opsChannels,
      set: changing(opsChannels.set),
      remove: changing(opsChannels.remove),
    },
    heldQuestions: {
      ...heldQuestions,
      async keep(question) {
        audit.held();
        return heldQuestions.keep(question);
      },
    },
    shareFilesBy(client, consent) {
      const shareFiles = own.shareFilesBy(client, consent);
      return {
        ...shareFiles,
        async share(target, files, message, begin) {
          const shared = await shareFiles.share(target, files, message, async (fileIds) => {
            await audit.allowed();
            await begin(fileIds);
          });
          audit.delivered(target.channelId, consent?.secrets === 'masked');
          return shared;
        },
      };
    },
  };
}
