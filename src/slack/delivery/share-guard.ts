import type { webApi } from '@slack/bolt';
import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import type { Log } from '../../log.ts';
import { maskedSecret } from '../../redaction/mask.ts';
import { type FoundSecret, type Hold, isConsented, ShareHeld } from '../../requests/hold.ts';
import type { FlowRequest } from '../../requests/request.ts';
import type { SharingSettings } from '../../settings/types.ts';
import type { ConnectedOrganisations } from './connected-organisations.ts';
import { isDirectMessage } from './direct-message.ts';
import type { FileToShare } from './file-to-share.ts';
import type { ShareFiles } from './share-files.ts';

/** A file that is looked through; `flowId` for the requester to know which it is. */
export interface FileToGuard {
  flowId: string;
  json: string | Uint8Array;
}

/** Looks through what goes out to others, and holds it back. */
export interface ShareGuard {
  /**
   * What may be shared of flows, by what the requester has decided: as they are, or masked.
   *
   * @throws {ShareHeld} where the requester has to decide first.
   */
  passFlows(client: webApi.WebClient, request: FlowRequest, flows: readonly FetchedFlow[]): Promise<FetchedFlow[]>;
  /** What looks like a secret in files, if that matters by the settings; a file that can't be looked through has one. */
  secretsIn(files: readonly FileToGuard[]): Promise<(FoundSecret & { value: string })[]>;
  /**
   * A JSON text without them, and without any that were not found the first time.
   *
   * @throws {ShareHeld} where some are left however often it is masked.
   */
  mask: FlowWork['mask'];
  /** Those to whom nothing may be shown without a decision. Empty for a direct message. */
  organisations: ConnectedOrganisations;
  /** Shares files that nobody has decided on: @throws {ShareHeld} where one has a secret and others would see it. */
  guarded(shareFiles: ShareFiles): ShareFiles;
}

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
    const found: Awaited<ReturnType<ShareGuard['secretsIn']>> = [];
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

  async function masked(flow: FetchedFlow, secrets: readonly { value: string }[], hold: Hold): Promise<FetchedFlow> {
    const { json, count } = await maskAll({ json: jsonOf(flow), secrets }, { ...hold, flowId: flow.flow.flowId });
    // What has changed since would show the values.
    const { sinceSeen: _, ...rest } = flow;
    return { ...rest, flowJson: await work.read(Buffer.from(json)), maskedSecrets: count };
  }

  return {
    organisations,
    secretsIn,
    mask: async (file) => (await maskAll(file, { organisations: [], files: [], flowId: '' })).json,

    async passFlows(client, { conversation, consent }, flows) {
      if (conversation === undefined || isDirectMessage(conversation.channelId)) return [...flows];
      const [secrets, connected] = await Promise.all([
        secretsIn(flows.map((flow) => ({ flowId: flow.flow.flowId, json: jsonOf(flow) }))),
        organisations(client, conversation.channelId),
      ]);
      const hold: Hold = {
        secrets: secrets.map(({ value: _, ...shown }) => shown),
        maySecretsBeShared: settings.secrets === 'ask',
        organisations: connected,
        files: flows.map(({ flowJson }) => flowJson.summary.sha256),
      };
      // What could not be looked through can't be masked either.
      const isUnknown = consent?.secrets === 'masked' && secrets.some(({ kind }) => kind === 'unknown');
      if (isUnknown || !isConsented(hold, consent)) throw new ShareHeld(hold);
      if (consent?.secrets !== 'masked') return [...flows];
      return Promise.all(
        flows.map((flow) => {
          const own = secrets.filter(({ flowId }) => flowId === flow.flow.flowId);
          return own.length === 0 ? flow : masked(flow, own, hold);
        }),
      );
    },

    guarded: (shareFiles) => ({
      ...shareFiles,
      async share(target, files, message, begin) {
        if (!isDirectMessage(target.channelId)) {
          const texts = files.flatMap((file) => {
            const json = asJson(file);
            return json === undefined ? [] : [{ flowId: file.filename, json }];
          });
          texts.push({ flowId: files[0]?.filename ?? '', json: JSON.stringify(message.blocks) });
          const secrets = await secretsIn(texts);
          if (secrets.length > 0) {
            const shown = secrets.map(({ value: _, ...secret }) => secret);
            throw new ShareHeld({ secrets: shown, maySecretsBeShared: false, organisations: [], files: [] });
          }
        }
        return shareFiles.share(target, files, message, begin);
      },
    }),
  };
}
