import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { isDirectMessage } from '../../../access/direct-message.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { platformCodeOf } from '../../delivery/slack-error.ts';
import { createKeptFacts } from '../facts/kept-facts.ts';

export interface OrganisationCallsParts {
  /** With the token of an organisation. Rejects where it has not installed the app. */
  clientOf: (organisationId: string) => Promise<webApi.WebClient>;
  clock: Pick<Clock, 'monotonicMs' | 'wait'>;
  log: Pick<Log, 'warn'>;
}

/** What is asked of Slack with an organisation's own token, about no workspace of it alone. */
export interface OrganisationCalls {
  /** The workspaces that the token may act in. @throws what Slack's client and the store throw. */
  workspacesByToken(organisationId: string): Promise<string[]>;
  /** The workspaces that a conversation is in; empty where Slack does not say. Never rejects. */
  workspacesOfChannel(organisationId: string, channelId: string): Promise<readonly string[]>;
  /** Whether Slack still takes the token; undefined: it can't be asked. Never rejects. */
  isTokenTaken(organisationId: string): Promise<boolean | undefined>;
}

/** Source: "auth.teams.list" in Slack's docs; the most of one page. */
const PAGE = 1000;
const teamsList = z.object({
  teams: z.array(z.object({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Source: "conversation" in Slack's docs on object types. */
const channelInfo = z.object({
  channel: z.object({
    context_team_id: z.string().optional().catch(undefined),
    shared_team_ids: z.array(z.string()).default([]).catch([]),
  }),
});
/** A channel seldom moves. */
const CHANNEL_KEPT_FOR_MS = 10 * 60 * 1000;
/** Of the three seconds that Slack waits for an ack; milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Slack's codes for a token that is good no more. Source: the errors of "auth.test" in Slack's docs. Its `token_expired` is
 * none: the next token of the same installation may be good.
 */
const REFUSALS: ReadonlySet<string> = new Set(['account_inactive', 'invalid_auth', 'not_authed', 'token_revoked']);

export function createOrganisationCalls({ clientOf, clock, log }: OrganisationCallsParts): OrganisationCalls {
  const channels = createKeptFacts<readonly string[]>(
    async (key) => {
      const [organisationId = '', channel = ''] = key.split(' ');
      try {
        const client = await clientOf(organisationId);
        const { channel: info } = channelInfo.parse(await client.conversations.info({ channel }));
        const { context_team_id: context, shared_team_ids: shared } = info;
        return [...(context === undefined ? [] : [context]), ...shared];
      } catch (error) {
        log.warn({ err: error, organisationId, channel }, 'Slack does not say in which workspace a conversation is');
        return undefined;
      }
    },
    { keptForMs: CHANNEL_KEPT_FOR_MS, clock },
  );

  return {
    async workspacesByToken(organisationId) {
      const client = await clientOf(organisationId);
      const teamIds: string[] = [];
      let cursor: string | undefined;
      do {
        const page = teamsList.parse(
          await client.auth.teams.list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }),
        );
        teamIds.push(...page.teams.map(({ id }) => id));
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor !== undefined);
      return teamIds;
    },

    async workspacesOfChannel(organisationId, channelId) {
      // These are of the whole organisation.
      if (isDirectMessage(channelId)) return [];
      const late = clock.wait(PATIENCE_MS).then(() => undefined);
      return (await Promise.race([channels(`${organisationId} ${channelId}`), late])) ?? [];
    },

    async isTokenTaken(organisationId) {
      try {
        await (await clientOf(organisationId)).auth.test();
        return true;
      } catch (error) {
        const code = platformCodeOf(error);
        return code !== undefined && REFUSALS.has(code) ? false : undefined;
      }
    },
  };
}
