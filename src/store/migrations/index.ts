import type { Migration } from 'kysely/migration';
import * as preferences from './0001-preferences.ts';
import * as fetchHistory from './0002-fetch-history.ts';
import * as favourites from './0003-favourites.ts';
import * as requests from './0004-requests.ts';
import * as places from './0005-places.ts';
import * as flowFiles from './0006-flow-files.ts';
import * as installations from './0007-installations.ts';
import * as watches from './0008-watches.ts';
import * as callSlots from './0009-call-slots.ts';
import * as requestTakeovers from './0010-request-takeovers.ts';
import * as versionsByTeam from './0011-versions-by-team.ts';
import * as blindWatches from './0012-blind-watches.ts';
import * as shares from './0013-shares.ts';
import * as flowCatalogue from './0014-flow-catalogue.ts';
import * as fileFacts from './0015-file-facts.ts';
import * as requestIndexes from './0016-request-indexes.ts';
import * as audit from './0017-audit.ts';
import * as packedContents from './0018-packed-contents.ts';
import * as pictures from './0019-pictures.ts';
import * as notifiedFiles from './0020-notified-files.ts';
import * as heldQuestions from './0021-held-questions.ts';
import * as accessReloads from './0022-access-reloads.ts';
import * as organisationWorkspaces from './0023-organisation-workspaces.ts';
import * as latePictures from './0024-late-pictures.ts';
import * as fileFactsIndex from './0025-file-facts-index.ts';
import * as watchConsent from './0026-watch-consent.ts';
import * as callPauses from './0027-call-pauses.ts';

/** Every migration by its name, in the order they run. One that has been released never changes. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-preferences': preferences,
  '0002-fetch-history': fetchHistory,
  '0003-favourites': favourites,
  '0004-requests': requests,
  '0005-places': places,
  '0006-flow-files': flowFiles,
  '0007-installations': installations,
  '0008-watches': watches,
  '0009-call-slots': callSlots,
  '0010-request-takeovers': requestTakeovers,
  '0011-versions-by-team': versionsByTeam,
  '0012-blind-watches': blindWatches,
  '0013-shares': shares,
  '0014-flow-catalogue': flowCatalogue,
  '0015-file-facts': fileFacts,
  '0016-request-indexes': requestIndexes,
  '0017-audit': audit,
  '0018-packed-contents': packedContents,
  '0019-pictures': pictures,
  '0020-notified-files': notifiedFiles,
  '0021-held-questions': heldQuestions,
  '0022-access-reloads': accessReloads,
  '0023-organisation-workspaces': organisationWorkspaces,
  '0024-late-pictures': latePictures,
  '0025-file-facts-index': fileFactsIndex,
  '0026-watch-consent': watchConsent,
  '0027-call-pauses': callPauses,
};
