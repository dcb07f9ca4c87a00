import type { CamsAccount } from '../cams/account.ts';
import type { FlowCatalogue } from '../flows/flow-catalogue.ts';
import type { Favourites, FetchHistory, Preferences } from '../flows/records.ts';
import type { Log } from '../log.ts';
import type { AccountSettings } from '../settings.ts';
import type { FlowRequests } from './flow-requests.ts';
import type { TextsFor } from './languages.ts';

/** What the listeners are handed: each takes what it needs. */
export interface ListenerParts {
  requests: FlowRequests;
  textsFor: TextsFor;
  catalogue: FlowCatalogue;
  /** The settings of each account; the first is the default one. */
  accounts: readonly AccountSettings[];
  camsAccounts: readonly CamsAccount[];
  preferences: Preferences;
  history: FetchHistory;
  favourites: Favourites;
  /** Of this bot. */
  version: string;
  /** Unix time; milliseconds. */
  now: () => number;
  log: Log;
}
