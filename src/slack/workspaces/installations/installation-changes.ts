import type { Clock } from '../../../clock.ts';
import type { Log } from '../../../log.ts';
import { type RetryPolicy, retry } from '../../../retry.ts';
import { InstallationUnknown } from './installation-unknown.ts';
import type { Installations, OrganisationWorkspaces } from './installations.ts';

/** What an event that ends an installation says of whose it was. */
export interface EndedInstallation {
  teamId: string | undefined;
  organisationId: string | undefined;
  /** It was that of the whole organisation. */
  isOfOrganisation: boolean;
}

/** What becomes of all that is stored, where the app is given to workspaces or taken from them. */
export interface InstallationChanges {
  /** An organisation gave its installation to these of its workspaces. */
  granted(organisationId: string, teamIds: readonly string[]): Promise<void>;
  /** It took it from them. @returns the workspaces of which nothing is stored any more. */
  revoked(organisationId: string, teamIds: readonly string[]): Promise<string[]>;
  /**
   * The app was uninstalled, or its token revoked.
   *
   * @returns as `revoked`.
   * @throws {InstallationUnknown} where only Slack can tell whose installation has ended, and does not; nothing is deleted.
   */
  ended(whose: EndedInstallation): Promise<string[]>;
}

export interface InstallationChangesParts {
  installations: Pick<Installations, 'has' | 'remove'>;
  workspaces: OrganisationWorkspaces;
  /** Deletes all that is stored of them, all or nothing. */
  forgetStored: (...ids: string[]) => Promise<void>;
  /** Of this process, which keeps what it has read. */
  forgetKept: (id: string) => void;
  /** Whether Slack still takes an organisation's token; undefined: it can't be asked. Never rejects. */
  isTokenTaken: (organisationId: string) => Promise<boolean | undefined>;
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  log: Pick<Log, 'warn'>;
}

/** What is deleted is gone for good, and Slack may be out of order for a while. Each try has a patience of its own besides. */
const PATIENCE: RetryPolicy = { firstDelayMs: 1_000, maxTries: 6, giveUpAfterMs: 120_000 };

/**
 * What was under way as a workspace was forgotten may still store something of it: a fetch that waits in the account's queue, a
 * picture that is drawn, a share on its way. So it is forgotten again; milliseconds.
 */
const AGAIN_AFTER_MS = [20_000, 2 * 60_000, 15 * 60_000];

/**
 * A workspace can have the app twice, by itself and by its organisation: it is forgotten once it has lost both. Each change
 * may be cut short and made once more: what says whom it is about goes last.
 */
export function createInstallationChanges(parts: InstallationChangesParts): InstallationChanges {
  const { installations, workspaces, forgetStored, forgetKept, isTokenTaken, clock, log } = parts;

  /** Those that have not installed the app anew since. */
  async function forgetAgain(ids: readonly string[]): Promise<void> {
    const isBack = await Promise.all(
      ids.map(async (id) => (await installations.has(id)) || (await workspaces.organisationOf(id)) !== undefined),
    );
    const gone = ids.filter((_, index) => isBack[index] === false);
    if (gone.length > 0) await forgetStored(...gone);
  }

  async function forget(...ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await forgetStored(...ids);
    for (const id of ids) forgetKept(id);
    for (const afterMs of AGAIN_AFTER_MS) {
      clock.after(afterMs, () => {
        forgetAgain(ids).catch((error: unknown) =>
          log.warn({ err: error, ids }, 'Could not look for what was stored after a workspace had been forgotten'),
        );
      });
    }
  }

  async function withoutOwn(teamIds: readonly string[]): Promise<string[]> {
    const own = await Promise.all(teamIds.map((teamId) => installations.has(teamId)));
    return teamIds.filter((_, index) => own[index] === false);
  }

  const except = (some: readonly string[], all: readonly string[]) => all.filter((id) => !some.includes(id));

  async function revoked(organisationId: string, teamIds: readonly string[]): Promise<string[]> {
    const served = await workspaces.of(organisationId);
    const lost = teamIds.filter((teamId) => served.includes(teamId));
    const gone = await withoutOwn(lost);
    await workspaces.remove(organisationId, except(gone, lost));
    await forget(...gone);
    for (const teamId of lost) forgetKept(teamId);
    return gone;
  }

  async function endedOfOrganisation(organisationId: string): Promise<string[]> {
    const served = await workspaces.of(organisationId);
    const gone = await withoutOwn(served);
    await workspaces.remove(organisationId, except(gone, served));
    await forget(...gone, organisationId);
    for (const teamId of served) forgetKept(teamId);
    return gone;
  }

  /** @throws {InstallationUnknown} */
  async function hasEnded(organisationId: string): Promise<boolean> {
    const isTaken = await isTokenTaken(organisationId);
    if (isTaken !== undefined) return !isTaken;
    // There is no token to ask with: an event before this one has ended it.
    if (!(await installations.has(organisationId))) return true;
    throw new InstallationUnknown(organisationId);
  }

  const hasSurelyEnded = (organisationId: string) => retry(() => hasEnded(organisationId), PATIENCE, { clock });

  async function endedOfWorkspace(teamId: string): Promise<string[]> {
    const organisationId = await workspaces.organisationOf(teamId);
    if (organisationId === undefined) {
      await forget(teamId);
      return [teamId];
    }
    if (await installations.has(teamId)) {
      await installations.remove(teamId);
      forgetKept(teamId);
      return [];
    }
    // The event does not say that it is the organisation's, but the workspace has no installation besides.
    if (await hasSurelyEnded(organisationId)) return endedOfOrganisation(organisationId);
    return revoked(organisationId, [teamId]);
  }

  return {
    async granted(organisationId, teamIds) {
      if (!(await installations.has(organisationId))) return;
      await workspaces.add(organisationId, teamIds);
      for (const teamId of teamIds) forgetKept(teamId);
    },
    revoked,
    async ended({ teamId, organisationId, isOfOrganisation }) {
      if (teamId === undefined) return organisationId === undefined ? [] : endedOfOrganisation(organisationId);
      // Of several installations Slack names any one: it may be the workspace's own that has ended.
      const isGone = isOfOrganisation && organisationId !== undefined && (await hasSurelyEnded(organisationId));
      return isGone ? endedOfOrganisation(organisationId) : endedOfWorkspace(teamId);
    },
  };
}
