import type { webApi } from '@slack/bolt';
import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
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
  /** A JSON text without them. */
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
}

const jsonOf = ({ flowJson }: FetchedFlow) => flowJson.utf8 ?? flowJson.text;

/** A text as JSON, so that it is looked through as a flow is. */
function asJson({ content, filename }: FileToShare): string | undefined {
  if (typeof content !== 'string') return undefined;
  return filename.endsWith('.json') ? content : JSON.stringify(content.split('\n'));
}

export function createShareGuard(parts: ShareGuardParts): ShareGuard {
  const { settings, work } = parts;
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
      } catch {
        // Nobody knows what is in it.
        found.push({ flowId, kind: 'unknown', path: '', masked: '', value: '' });
      }
    }
    return found;
  };

  async function masked(flow: FetchedFlow, secrets: readonly { value: string }[]): Promise<FetchedFlow> {
    const json = await work.mask({ json: jsonOf(flow), secrets });
    // What has changed since would show the values.
    const { sinceSeen: _, ...rest } = flow;
    return { ...rest, flowJson: await work.read(Buffer.from(json)), maskedSecrets: secrets.length };
  }

  return {
    organisations,
    secretsIn,
    mask: work.mask,

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
          return own.length === 0 ? flow : masked(flow, own);
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
