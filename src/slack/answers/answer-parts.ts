import type { webApi } from '@slack/bolt';
import type { NotAllowed } from '../../access/not-allowed.ts';
import type { AuditRecords } from '../../audit/records.ts';
import type { CamsAccount } from '../../cams/account.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import type { CheckFlow } from '../../flows/catalogue/check-flow.ts';
import type { FlowCatalogue } from '../../flows/catalogue/flow-catalogue.ts';
import type { FlowVersions } from '../../flows/fetch/flow-versions.ts';
import type { HeldMemory } from '../../flows/fetch/held-memory.ts';
import type { LookAtFlow } from '../../flows/fetch/look-at-flow.ts';
import type { Favourites, FetchHistory, Preferences } from '../../flows/records.ts';
import type { ChecksUnderWay } from '../../flows/work/checks-under-way.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import type { Log } from '../../log.ts';
import type { NotifyPreferences, OpsChannels, Watches } from '../../notify/records.ts';
import type { Watcher } from '../../notify/watcher.ts';
import type { DisplayPreferences } from '../../requests/display.ts';
import type { HeldQuestions } from '../../requests/held-questions.ts';
import type { Consent } from '../../requests/hold.ts';
import type { AccountSettings, FlowRight, Right } from '../../settings/types.ts';
import type { ConnectedOrganisations } from '../delivery/connected-organisations.ts';
import type { OpsChannel } from '../delivery/notifier.ts';
import type { DrawChangePictures } from '../delivery/pictures/change-pictures.ts';
import type { PlanLate } from '../delivery/pictures/late-plan.ts';
import type { ShareLater } from '../delivery/pictures/share-later.ts';
import type { ReadThread } from '../delivery/read-thread.ts';
import type { ShareFiles } from '../delivery/share-files.ts';
import type { ShareGuard } from '../delivery/share-guard.ts';
import type { Reloaded } from '../messages/reload.ts';
import type { MissingScopes } from '../workspaces/facts/missing-scopes.ts';
import type { TextsFor } from '../workspaces/languages.ts';

/** What the answers are made of: each takes what it needs. */
export interface AnswerParts {
  textsFor: TextsFor;
  catalogue: Pick<FlowCatalogue, 'find' | 'lookUp'>;
  checkFlow: CheckFlow;
  /** The settings of each account; the first is the default one. */
  accounts: readonly AccountSettings[];
  /** Those of `accounts`, and of their spaces, that the person is offered to choose from. */
  offered: () => readonly AccountSettings[];
  /**
   * Whether the person may do something where they are, to whichever flow; `open` is what everybody may.
   *
   * @param where `workspace`: what is of no one conversation.
   */
  may: (what: Right | 'open', where?: 'workspace') => boolean;
  /** Whether they are offered to do something to a flow where they are: to show JSON, or parts of it, takes `fetch` as well. */
  isOffered: (what: FlowRight, flow: FlowRef) => boolean;
  /** Why they may not; undefined: they may. */
  refusal: (what: Right, where?: 'workspace') => NotAllowed | undefined;
  camsAccounts: () => readonly Pick<CamsAccount, 'name' | 'health'>[];
  preferences: Preferences;
  drawChangePictures: DrawChangePictures;
  shareLater: Pick<ShareLater, 'add'>;
  planLate: PlanLate;
  /** Undefined where this bot draws no pictures. */
  displays: DisplayPreferences | undefined;
  history: FetchHistory;
  favourites: Favourites;
  watches: Watches;
  versions: FlowVersions;
  lookAtFlow: LookAtFlow;
  /** Waits until there is memory for a file of so many bytes that an answer needs. */
  admitFile: HeldMemory['take'];
  compare: FlowWork['compare'];
  checkJson: FlowWork['check'];
  checkGiven: FlowWork['checkGiven'];
  checksUnderWay: ChecksUnderWay;
  notifyPreferences: NotifyPreferences;
  opsChannels: OpsChannels;
  /** The operators' channel of the settings: its team is empty where there is but one workspace. */
  opsChannel: OpsChannel | undefined;
  watcher: Pick<Watcher, 'interval'>;
  /** Of every workspace: who reads says of which. */
  auditRecords: Pick<AuditRecords, 'read'>;
  /** Has every process of the bot read the access rules again. @param teamId of whoever asks: their groups are looked up. */
  reloadRules: (teamId: string) => Promise<Reloaded>;
  /** Those that see a channel besides this workspace's people. */
  organisationsOf: ConnectedOrganisations;
  heldQuestions: HeldQuestions;
  readThread: ReadThread;
  missingScopes: MissingScopes;
  /** What may be shared of versions: asked first, so that the requester can decide. */
  passVersions: ShareGuard['passVersions'];
  /**
   * Puts files where the client's workspace sees them, unless they have to be held back.
   *
   * @param consent what the requester has decided of them; absent: nothing.
   */
  shareFilesBy: (client: webApi.WebClient, consent?: Consent) => Pick<ShareFiles, 'share' | 'find'>;
  log: Pick<Log, 'info'>;
  /** Of this bot. */
  version: string;
  clock: Pick<Clock, 'wait'>;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}
