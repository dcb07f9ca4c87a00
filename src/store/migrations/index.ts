import type { Migration } from 'kysely/migration';
import * as preferences from './0001-preferences.ts';
import * as fetchHistory from './0002-fetch-history.ts';
import * as favourites from './0003-favourites.ts';

/** Every migration by its name, in the order they run. One that has been released never changes. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-preferences': preferences,
  '0002-fetch-history': fetchHistory,
  '0003-favourites': favourites,
};
