import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { isDirectMessage } from '../../access/direct-message.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Organisation } from '../../requests/hold.ts';
import type { AskConversation } from './conversation-info.ts';
import { toDeliveryError } from './slack-error.ts';

type Client = Pick<webApi.WebClient, 'conversations' | 'team' | 'token'>;

/**
 * The other organisations whose people see a conversation (Slack Connect). Empty where there are none, or where the app may not
 * know: without `channels:read` and `groups:read`.
 *
 * @returns rejects with a `DeliveryError` where Slack can't be asked.
 */
export type ConnectedOrganisations = (client: Client, channelId: string) => Promise<readonly Organisation[]>;

const MAX_KEPT = 5000;
/** A channel that is shared from now on is known so soon; milliseconds. */
const KEPT_FOR_MS = 5 * 60 * 1000;

const teamInfo = z.object({ team: z.object({ id: z.string(), name: z.string().min(1) }) });

/** A channel that the app does not see: it can't post there, and so tells nobody anything. */
const UNSEEN = new Set(['channel_not_found', 'not_in_channel', 'method_not_supported_for_channel_type']);
const NOT_ALLOWED = 'missing_scope';

export function createConnectedOrganisations(
  askConversation: AskConversation,
  clock: Pick<Clock, 'monotonicMs'>,
  log: Pick<Log, 'warn'>,
): ConnectedOrganisations {
  const kept = new LRUCache<string, { organisations: readonly Organisation[]; until: number }>({ max: MAX_KEPT });
  const warned = new Set<string>();

  async function named(client: Client, id: string): Promise<Organisation> {
    try {
      const { team } = teamInfo.parse(await client.team.info({ team: id }));
      // Only a name that is said of it: who asks without being allowed to could be told of their own workspace.
      return { id, name: team.id === id ? team.name : undefined };
    } catch {
      return { id, name: undefined };
    }
  }

  /** @returns undefined for a channel that the app does not see: it may see it at any time. */
  async function ask(client: Client, channelId: string): Promise<readonly Organisation[] | undefined> {
    try {
      const channel = await askConversation(client, channelId);
      if (channel.is_ext_shared !== true) return [];
      const own = new Set([...(channel.internal_team_ids ?? []), channel.context_team_id]);
      const shared = channel.shared_team_ids?.filter((id) => !own.has(id)) ?? [];
      const ids = channel.connected_team_ids ?? shared;
      // Slack names nobody: it is another organisation all the same.
      return ids.length === 0 ? [{ id: '', name: undefined }] : Promise.all(ids.map((id) => named(client, id)));
    } catch (error) {
      const fault = toDeliveryError(error);
      if (UNSEEN.has(fault.code ?? '')) return undefined;
      if (fault.code !== NOT_ALLOWED) throw fault;
      const workspace = client.token ?? '';
      if (!warned.has(workspace)) {
        log.warn(
          'Channels that other organisations see can’t be told apart: channels:read and groups:read are missing',
        );
      }
      warned.add(workspace);
      return [];
    }
  }

  return async (client, channelId) => {
    if (isDirectMessage(channelId)) return [];
    const key = `${client.token ?? ''} ${channelId}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > clock.monotonicMs()) return known.organisations;
    const organisations = await ask(client, channelId);
    if (organisations === undefined) return [];
    kept.set(key, { organisations, until: clock.monotonicMs() + KEPT_FOR_MS });
    return organisations;
  };
}
