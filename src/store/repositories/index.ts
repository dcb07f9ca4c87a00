import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { AccountProblem } from '../../notify/notice.ts';
import type { WatchTime } from '../../notify/shown-times.ts';
import type { OAuthSettings, ShareLimits } from '../../settings/types.ts';
import type { Database } from '../database.ts';
import { pacedDatabaseMs } from '../database-ms.ts';
import { createEncryption } from '../encryption.ts';
import { createAccessReloads } from './access-reloads.ts';
import { createAuditRecords } from './audit-records.ts';
import { createStoredCallSlots, type StoredCallSlotsOptions } from './call-slots.ts';
import { createDisplayPreferences } from './display-preferences.ts';
import { createFavourites } from './favourites.ts';
import { createFetchHistory } from './fetch-history.ts';
import { createStoredFileExchange } from './file-exchange.ts';
import { createCatalogueRecords } from './flow-catalogue.ts';
import { createFlowVersions } from './flow-versions.ts';
import { createHeldQuestions } from './held-questions.ts';
import { createInstallations } from './installations.ts';
import { createLatePictures } from './late-pictures.ts';
import { createNotifications } from './notifications.ts';
import { createNotifyPreferences } from './notify-preferences.ts';
import { createOpsChannels } from './ops-channels.ts';
import { createOpsStates, createWorkspaceOpsStates } from './ops-states.ts';
import { createOrganisationWorkspaces } from './organisation-workspaces.ts';
import { createPictures } from './pictures.ts';
import { createPollQueue } from './poll-queue.ts';
import { createPreferences } from './preferences.ts';
import { createRequestJournal } from './request-journal.ts';
import { createSeen } from './seen.ts';
import { createSights } from './sights.ts';
import { createWatches } from './watches.ts';

export interface RepositoriesParts {
  /** Names this process in the database: a restart is another one. */
  owner: string;
  /** As people who run it know it: its host and process ID. */
  processName: string;
  clock: Clock;
  /** How long a fetched file may serve others who ask for the same flow; milliseconds. */
  sharedForMs: number;
  shareLimits: ShareLimits;
  watchTime: WatchTime;
  log: Pick<Log, 'warn'>;
}

/** What is known of the flows that are watched, by the watcher's own time. */
function createWatchRecords({ db, dialect }: Database, parts: RepositoriesParts) {
  const { owner, watchTime, shareLimits } = parts;
  const databaseMs = pacedDatabaseMs(dialect, watchTime.pace, watchTime.since);
  return {
    watches: createWatches(db, dialect, databaseMs, shareLimits),
    versions: createFlowVersions(db, dialect, databaseMs),
    polls: createPollQueue(db, dialect, owner, databaseMs),
    notifications: createNotifications(db, dialect, owner, databaseMs),
    sights: createSights(db, dialect, databaseMs),
    notifyPreferences: createNotifyPreferences(db, dialect, databaseMs),
    opsStates: createOpsStates<AccountProblem>(db, dialect, databaseMs),
    // Has nothing to do with the watcher's own time.
    groupStates: createWorkspaceOpsStates<'groups-unread'>(db, dialect),
    opsChannels: createOpsChannels(db),
  };
}

/** Every repository of this process, over one open database. */
export function createRepositories(database: Database, parts: RepositoriesParts) {
  const { db, urgentDb, dialect } = database;
  const { owner, processName, clock, sharedForMs, shareLimits, log } = parts;
  const { waitingFlowsPerPerson } = shareLimits;
  return {
    ...createWatchRecords(database, parts),
    journal: createRequestJournal(db, dialect, owner, {
      urgentDb,
      waitingFlowsPerPerson,
      onSetBack: (byMs) => log.warn({ byMs }, "The database's clock was set back: what waits keeps its time"),
    }),
    // On SQLite there is one process: nobody to exchange files with.
    exchange: dialect === 'postgres' ? createStoredFileExchange(db, dialect, { owner, clock, sharedForMs }) : undefined,
    accessReloads: createAccessReloads(db, dialect, { owner, processName }),
    auditRecords: createAuditRecords(db, dialect),
    heldQuestions: createHeldQuestions(db, dialect),
    history: createFetchHistory(db, dialect),
    favourites: createFavourites(db, dialect),
    preferences: createPreferences(db, urgentDb),
    displays: createDisplayPreferences(db),
    pictures: createPictures(db, dialect),
    latePictures: createLatePictures(db, dialect, { owner, clock }),
    catalogueRecords: createCatalogueRecords(db, dialect, owner),
    seen: createSeen(db, dialect),
    callSlotsOf: (account: string, limits: Pick<StoredCallSlotsOptions, 'operations' | 'calls'>) =>
      createStoredCallSlots(db, dialect, { account, owner, clock, ...limits }),
    organisationWorkspaces: createOrganisationWorkspaces(urgentDb, dialect),
    installationsOf: ({ encryptionKey, oldEncryptionKeys }: OAuthSettings) =>
      createInstallations({ db: urgentDb, dialect, encryption: createEncryption(encryptionKey, oldEncryptionKeys) }),
  };
}
