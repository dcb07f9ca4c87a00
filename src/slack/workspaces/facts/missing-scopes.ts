import { z } from 'zod';
import type { Fact } from '../../../access/access.ts';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import type { Clients } from '../clients.ts';
import { OPTIONAL_SCOPES, type OptionalScope } from '../installations/bot-scopes.ts';
import { createKeptFacts } from './kept-facts.ts';

/** The optional scopes that a workspace left out of the app; undefined: Slack does not say. Never rejects. */
export type MissingScopes = (teamId: string) => Fact<readonly OptionalScope[]>;

/** So long after the app was installed again with more scopes they may still be called missing; milliseconds. */
const KEPT_FOR_MS = 60 * 1000;

/** The client reads them from the header `x-oauth-scopes`. Source: "Working with OAuth scopes" in Slack's docs. */
const granted = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) });

/** Asks Slack which scopes the token of a workspace has: that is true of a token from the settings as well. */
export function createMissingScopes({
  clientFor,
  clock,
  log,
}: {
  clientFor: Clients['clientFor'];
  clock: Pick<Clock, 'monotonicMs' | 'wait'>;
  log: Pick<Log, 'info'>;
}): MissingScopes {
  return createKeptFacts<readonly OptionalScope[]>(
    async (teamId) => {
      try {
        const client = await clientFor(teamId);
        const { scopes } = granted.parse(await client.auth.test()).response_metadata;
        return OPTIONAL_SCOPES.filter((scope) => !scopes.includes(scope));
      } catch (error) {
        log.info({ err: error, teamId }, 'Slack does not say which scopes the app has');
        return undefined;
      }
    },
    { keptForMs: KEPT_FOR_MS, clock },
  );
}
