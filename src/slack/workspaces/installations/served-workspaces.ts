import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import type { OrganisationWorkspaces } from './installations.ts';
import type { Organisations } from './organisations.ts';

export interface ServedWorkspacesParts {
  records: Pick<OrganisationWorkspaces, 'organisationOf' | 'add'>;
  organisations: Pick<Organisations, 'join' | 'leave'>;
  /** Asks Slack for the workspaces that an organisation's token may act in. */
  workspacesByToken: (organisationId: string) => Promise<string[]>;
  clock: Pick<Clock, 'monotonicMs' | 'wait'>;
  log: Pick<Log, 'info' | 'warn'>;
}

/** Which workspaces the installation of an organisation serves: only what Slack said of them counts, and no payload. */
export interface ServedWorkspaces {
  /** The organisation whose installation serves the workspace; undefined: none does. */
  organisationOf(teamId: string): Promise<string | undefined>;
  /** Whether that organisation's does. Slack is asked where nothing is known: an event may have been missed. */
  serves(organisationId: string, teamId: string): Promise<boolean>;
  /** Asks Slack for all of the organisation's. What it does not name stays: only an event ends it. */
  learn(organisationId: string): Promise<void>;
  forget(teamId: string): void;
}

interface Asked {
  at: number;
  /** Never rejects. */
  answer: Promise<void>;
}

const MAX_KEPT = 10_000;
/** An ack is not to wait for a database that may be far away: what is there is used, and read again beside that. */
const FRESH_MS = 30_000;
/** Slack is asked no more often for the workspaces of one organisation; milliseconds. */
const ASKED_EVERY_MS = 60_000;
/** Of the three seconds that Slack waits for an ack; milliseconds. */
const PATIENCE_MS = 1_500;

export function createServedWorkspaces(parts: ServedWorkspacesParts): ServedWorkspaces {
  const { records, organisations, workspacesByToken, clock, log } = parts;
  const kept = new LRUCache<string, { organisationId: string | undefined; readAt: number }>({ max: MAX_KEPT });
  const asked = new LRUCache<string, Asked>({ max: MAX_KEPT });

  async function read(teamId: string): Promise<string | undefined> {
    const organisationId = await records.organisationOf(teamId);
    const before = kept.get(teamId)?.organisationId;
    kept.set(teamId, { organisationId, readAt: clock.monotonicMs() });
    if (organisationId !== undefined) organisations.join(teamId, organisationId);
    else if (before !== undefined) organisations.leave(teamId);
    return organisationId;
  }

  async function organisationOf(teamId: string): Promise<string | undefined> {
    const found = kept.get(teamId);
    if (found === undefined) return read(teamId);
    if (clock.monotonicMs() - found.readAt > FRESH_MS) void read(teamId).catch(() => undefined);
    return found.organisationId;
  }

  async function learn(organisationId: string): Promise<void> {
    const teamIds = await workspacesByToken(organisationId);
    await records.add(organisationId, teamIds);
    for (const teamId of teamIds) kept.delete(teamId);
    log.info({ organisationId, workspaces: teamIds.length }, 'The app serves workspaces of an organisation');
  }

  function learnNowAndThen(organisationId: string): Asked {
    const last = asked.get(organisationId);
    if (last !== undefined && clock.monotonicMs() - last.at < ASKED_EVERY_MS) return last;
    const answer = learn(organisationId).catch((error: unknown) =>
      log.warn({ err: error, organisationId }, "Slack does not say which workspaces an organisation's app serves"),
    );
    const now = { at: clock.monotonicMs(), answer };
    asked.set(organisationId, now);
    return now;
  }

  return {
    organisationOf,
    async serves(organisationId, teamId) {
      const known = await organisationOf(teamId);
      if (known !== undefined) return known === organisationId;
      const { at, answer } = learnNowAndThen(organisationId);
      // A payload may name several workspaces: all of them together wait no longer than one.
      await Promise.race([answer, clock.wait(Math.max(0, at + PATIENCE_MS - clock.monotonicMs()))]);
      return (await organisationOf(teamId)) === organisationId;
    },
    learn: (organisationId) => learnNowAndThen(organisationId).answer,
    forget(teamId) {
      kept.delete(teamId);
      organisations.leave(teamId);
    },
  };
}
