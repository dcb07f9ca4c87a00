import type { webApi } from '@slack/bolt';
import { isDirectMessage } from '../../access/direct-message.ts';
import { fileFactsOf } from '../../fingerprint.ts';
import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import type { Log } from '../../log.ts';
import { maskedSecret } from '../../redaction/mask.ts';
import { type Consent, type FoundSecret, type Hold, isConsented, ShareHeld } from '../../requests/hold.ts';
import type { Conversation, FlowRequest } from '../../requests/request.ts';
import type { SharingSettings } from '../../settings/types.ts';
import type { ConnectedOrganisations } from './connected-organisations.ts';
import type { FileToShare } from './file-to-share.ts';
import type { ShareFiles } from './share-files.ts';

/** A file that is looked through; `flowId` for the requester to know which it is. */
export interface FileToGuard {
  flowId: string;
  json: string | Uint8Array;
}

/** Where something goes, and what its requester has decided; without a conversation it is for them alone. */
export interface GuardedPlace {
  conversation: Conversation | undefined;
  consent?: Consent | undefined;
}

/** A version as it may be shared. */
export interface PassedVersion extends FlowVersion {
  /** So many places were masked in it, since they look like secrets; its facts are those of the masked file. */
  maskedSecrets?: number;
}

/**
 * Looks through what goes out to others, and holds it back. Nothing that is made of a flow reaches others by another way: what is
 * shared for a request passes `passFlows`, what is shared by a button or another command `passVersions` and `guarded`, and a
 * notification `secretsIn` and `mask`.
 */
export interface ShareGuard {
  /**
   * What may be shared of flows, by what the requester has decided: as they are, or masked.
   *
   * @throws {ShareHeld} where the requester has to decide first.
   */
  passFlows(
    client: webApi.WebClient,
    request: Pick<FlowRequest, 'conversation' | 'consent'>,
    flows: readonly FetchedFlow[],
  ): Promise<FetchedFlow[]>;
  /** The same of versions. What is masked in one of a flow is masked in all of it. */
  passVersions(
    client: webApi.WebClient,
    place: GuardedPlace,
    versions: readonly FlowVersion[],
  ): Promise<PassedVersion[]>;
  /** What looks like a secret in files, if that matters by the settings; a file that can't be looked through has one. */
  secretsIn(files: readonly FileToGuard[]): Promise<GuardedSecret[]>;
  /**
   * A JSON text without them, and without any that were not found the first time.
   *
   * @throws {ShareHeld} where some are left however often it is masked.
   */
  mask: FlowWork['mask'];
  /** Those to whom nothing may be shown without a decision. Empty for a direct message. */
  organisations: ConnectedOrganisations;
  /**
   * Shares files of which nothing is known but what was decided: whatever they were made of, and whoever forgot to ask.
   *
   * @throws {ShareHeld} where others would see a secret, or people of another organisation would see anything.
   */
  guarded(client: webApi.WebClient, shareFiles: ShareFiles, consent?: Consent): ShareFiles;
}

type GuardedSecret = FoundSecret & { value: string };

export interface ShareGuardParts {
  settings: SharingSettings;
  work: Pick<FlowWork, 'findSecrets' | 'mask' | 'read'>;
  organisations: ConnectedOrganisations;
  log: Pick<Log, 'warn'>;
}

/** A hundred are found at a time; what is not done by then is no flow that people wrote. */
const MAX_ROUNDS = 20;

/** Nobody knows what is in a file. */
const unknownIn = (flowId: string): FoundSecret => ({ flowId, kind: 'unknown', path: '', masked: '' });

const jsonOf = ({ flowJson }: FetchedFlow) => flowJson.utf8 ?? flowJson.text;

/** As the requester may see them: the same one in two versions of a flow is one. */
const shownOf = (secrets: readonly GuardedSecret[]): FoundSecret[] => [
  ...new Map(
    secrets.map(({ value: _, ...secret }) => [`${secret.flowId} ${secret.path} ${secret.masked}`, secret]),
  ).values(),
];

/** A text as JSON, so that it is looked through as a flow is. */
function asJson({ content, filename }: FileToShare): string | undefined {
  if (typeof content !== 'string') return undefined;
  return filename.endsWith('.json') ? content : JSON.stringify(content.split('\n'));
}

export function createShareGuard(parts: ShareGuardParts): ShareGuard {
  const { settings, work, log } = parts;
  const organisations: ShareGuard['organisations'] = async (client, channelId) =>
    settings.sharedChannels === 'ask' ? parts.organisations(client, channelId) : [];

  const secretsIn: ShareGuard['secretsIn'] = async (files) => {
    if (settings.secrets === 'off') return [];
    const found: GuardedSecret[] = [];
    // One after the other: together they could be more than fits into memory.
    for (const { flowId, json } of files) {
      try {
        const secrets = await work.findSecrets(json);
        found.push(...secrets.map((secret) => ({ ...secret, flowId, masked: maskedSecret(secret.value) })));
      } catch (error) {
        log.warn({ err: error, flowId }, 'Could not search a file for secrets: it is held back');
        found.push({ ...unknownIn(flowId), value: '' });
      }
    }
    return found;
  };

  async function maskAll(
    file: Parameters<FlowWork['mask']>[0],
    hold: Pick<Hold, 'organisations' | 'files'> & { flowId: string },
  ): Promise<{ json: string; count: number }> {
    let json = await work.mask(file);
    let count = file.secrets.length;
    for (let round = 1; ; round += 1) {
      const left = await work.findSecrets(json);
      if (left.length === 0) return { json, count };
      if (round === MAX_ROUNDS) {
        const { flowId, ...rest } = hold;
        throw new ShareHeld({ ...rest, maySecretsBeShared: settings.secrets === 'ask', secrets: [unknownIn(flowId)] });
      }
      json = await work.mask({ json, secrets: left });
      count += left.length;
    }
  }

  /**
   * What each of the files is without its secrets; undefined where it may go as it is.
   *
   * @throws {ShareHeld}
   */
  async function maskedFiles(
    client: webApi.WebClient,
    { conversation, consent }: GuardedPlace,
    files: readonly (FileToGuard & { sha256: string })[],
  ): Promise<({ json: string; count: number } | undefined)[]> {
    const asTheyAre = files.map(() => undefined);
    if (conversation === undefined || isDirectMessage(conversation.channelId)) return asTheyAre;
    const [secrets, connected] = await Promise.all([secretsIn(files), organisations(client, conversation.channelId)]);
    const hold: Hold = {
      secrets: shownOf(secrets),
      maySecretsBeShared: settings.secrets === 'ask',
      organisations: connected,
      files: files.map(({ sha256 }) => sha256),
    };
    // What could not be looked through can't be masked either.
    const isUnknown = consent?.secrets === 'masked' && secrets.some(({ kind }) => kind === 'unknown');
    if (isUnknown || !isConsented(hold, consent)) throw new ShareHeld(hold);
    if (consent?.secrets !== 'masked') return asTheyAre;
    return Promise.all(
      files.map(async ({ flowId, json }) => {
        const ofFlow = secrets.filter((secret) => secret.flowId === flowId);
        // Two versions have it in the same place.
        const own = [...new Map(ofFlow.map((secret) => [`${secret.path} ${secret.value}`, secret])).values()];
        if (own.length === 0) return undefined;
        const masked = await maskAll({ json, secrets: own }, { ...hold, flowId });
        // Only the other version has them.
        return masked.json === json ? undefined : masked;
      }),
    );
  }

  return {
    organisations,
    secretsIn,
    mask: async (file) => (await maskAll(file, { organisations: [], files: [], flowId: '' })).json,

    async passFlows(client, { conversation, consent }, flows) {
      const files = flows.map((flow) => ({
        flowId: flow.flow.flowId,
        json: jsonOf(flow),
        sha256: flow.flowJson.summary.sha256,
      }));
      const masked = await maskedFiles(client, { conversation, consent }, files);
      return Promise.all(
        flows.map(async (flow, index) => {
          const file = masked[index];
          if (file === undefined) return flow;
          // What has changed since would show the values.
          const { sinceSeen: _, ...rest } = flow;
          return { ...rest, flowJson: await work.read(Buffer.from(file.json)), maskedSecrets: file.count };
        }),
      );
    },

    async passVersions(client, place, versions) {
      const files = versions.map(({ flow, json, file }) => ({ flowId: flow.flowId, json, sha256: file.sha256 }));
      const masked = await maskedFiles(client, place, files);
      return versions.map((version, index) => {
        const file = masked[index];
        if (file === undefined) return version;
        return { ...version, json: file.json, file: fileFactsOf(file.json), maskedSecrets: file.count };
      });
    },

    guarded: (client, shareFiles, consent) => ({
      ...shareFiles,
      async share(target, files, message, begin) {
        if (!isDirectMessage(target.channelId)) {
          const texts = files.flatMap((file) => {
            const json = asJson(file);
            return json === undefined ? [] : [{ flowId: file.filename, json }];
          });
          texts.push({ flowId: files[0]?.filename ?? '', json: JSON.stringify(message.blocks) });
          const isDecided = settings.secrets === 'ask' && consent?.secrets === 'as-they-are';
          const [secrets, connected] = await Promise.all([
            isDecided ? [] : secretsIn(texts),
            organisations(client, target.channelId),
          ]);
          const hold = { secrets: shownOf(secrets), maySecretsBeShared: false, organisations: connected, files: [] };
          if (secrets.length > 0 || !isConsented(hold, consent)) throw new ShareHeld(hold);
        }
        return shareFiles.share(target, files, message, begin);
      },
    }),
  };
}
