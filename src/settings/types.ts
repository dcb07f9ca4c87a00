import type { AccessPolicy } from './access/policy.ts';

export type {
  AccessPolicy,
  AccessRule,
  FlowRight,
  Right,
  WherePattern,
  WhichPattern,
  WhomToAsk,
  WhoPattern,
} from './access/policy.ts';

/** What it takes so that workspaces install the app themselves. */
export interface OAuthSettings {
  clientId: string;
  clientSecret: string;
  /** Signs the state of an installation under way. */
  stateSecret: string;
  /** IDs of the workspaces (`T…`) and organisations (`E…`) that may install the app; never empty. */
  allowedTeams: readonly string[];
  /** Where Slack sends the browser back to; absent: the one that the Slack app names. */
  redirectUri: string | undefined;
  /** Encrypts the workspaces' tokens; 32 bytes. */
  encryptionKey: Uint8Array;
  /** Decrypt what they once encrypted; 32 bytes each. */
  oldEncryptionKeys: Uint8Array[];
}

/** One workspace, whose token is a setting, or several. */
export type SlackWorkspaces = { botToken: string; oauth: undefined } | { botToken: undefined; oauth: OAuthSettings };

export type SlackSettings = SlackConnection & SlackWorkspaces;

interface SlackConnection {
  /** Given for HTTP; Socket Mode has no signed requests. */
  signingSecret: string | undefined;
  /** Given for Socket Mode: then no request URL is needed. */
  appToken: string | undefined;
  /** Ends in `/`. */
  apiUrl: string;
}

export interface CamsEndpoint {
  /** Host, with a port where it isn't the protocol's own. */
  host: string;
  protocol: 'HTTPS' | 'HTTP';
}

export interface AccessKey {
  id: string;
  secret: string;
  securityToken: string | undefined;
}

/** An Alibaba Cloud account. */
export interface AccountSettings {
  /** Unique; `default` where the plain environment describes the one account. */
  name: string;
  endpoint: CamsEndpoint;
  /** Absent: Alibaba Cloud's default credential chain (profile files, OIDC, instance roles). */
  accessKey: AccessKey | undefined;
  /** The space that is asked when a command names none. */
  custSpaceId: string | undefined;
  /** Calls of each operation in any second: as many as Alibaba Cloud has granted the account. */
  callsPerSecond: number;
  /** Spaces that have a name, each of them unique over all accounts. */
  spaces: { name: string; custSpaceId: string }[];
  /** IDs of the workspaces (`T…`) and organisations (`E…`) that it serves; absent: all that may use the bot. */
  workspaces?: readonly string[] | undefined;
}

/** A host that flow files may be downloaded from. */
export interface AssetHost {
  /** Lower case; `*.example.com` stands for every host below example.com. Without a port the protocol's own is meant. */
  pattern: string;
  /** Plain HTTP and a loopback address are allowed for this very `host:port`, and for nothing else. */
  isLoopback: boolean;
}

/** How long the database keeps what nobody needs for good; days. */
export interface RetentionSettings {
  /** A person's recent fetches. */
  historyDays: number;
  /** Requests that have ended. */
  requestsDays: number;
  /** Flows' versions, since they were seen last; the newest 20 of a watched flow stay. */
  versionsDays: number;
  /** Pictures of flows, since they were drawn: who wants one later has it drawn again. */
  picturesDays: number;
  /** Entries of the audit, by whole days. */
  auditDays: number;
}

/** How much one person, or one channel, may take of what all share. */
export interface ShareLimits {
  /** Flows that a person has asked for and not got yet. */
  waitingFlowsPerPerson: number;
  watchesPerPerson: number;
  watchesPerChannel: number;
}

/** The channel of the operators. */
export interface OpsChannel {
  /** Empty where the bot has one workspace, which the setting need not name. */
  teamId: string;
  channelId: string;
}

/** The proxy that the bot's requests to Slack and Alibaba Cloud go through. Both addresses may hold a password. */
export interface ProxySettings {
  /** For `https://`. */
  https: string;
  /** For `http://`, which only trials on one machine have; absent: they go their own way. */
  http: string | undefined;
  /** Hosts that are reached without it, separated by commas, as `NO_PROXY` has them; never empty. */
  except: string;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What is asked before files go to others. */
export interface SharingSettings {
  /** What looks like a secret in a flow: the requester is asked, is refused, or nobody looks. */
  secrets: 'ask' | 'refuse' | 'off';
  /** Channels that another organisation sees: the requester is asked, or it goes there as everywhere else. */
  sharedChannels: 'ask' | 'share';
}

/** Where the audit's entries go as JSON lines, besides the database. */
export type AuditLog = 'off' | 'stdout' | 'stderr';

export interface Settings {
  slack: SlackSettings;
  /** TCP port for Slack's requests (HTTP) and for `/health`; 0 takes any free one. */
  port: number;
  /** Never empty; the first is the default one. */
  accounts: AccountSettings[];
  /** Who may do what, as the file at `ACCESS_FILE` says, or as usual. */
  access: AccessPolicy;
  /** Where the rules are read again from, at a signal or a command; absent: there is no such file. */
  accessFile: string | undefined;
  assetHosts: AssetHost[];
  /** Absent: requests go straight to where they are for. */
  proxy: ProxySettings | undefined;
  /** What the store opens: `file:` and a path, or `postgres://`, which may hold a password. */
  databaseUrl: string;
  /** How long a fetched file may serve others who ask for the same flow; milliseconds. */
  sharedForMs: number;
  /** Connections to PostgreSQL. */
  databaseConnections: number;
  retention: RetentionSettings;
  shareLimits: ShareLimits;
  /** Where the operators are told; absent: where somebody said `/flow-json ops here`, if anywhere. */
  opsChannel: OpsChannel | undefined;
  /** How many processes draw pictures at a time; 0: none are drawn. */
  pictureProcesses: number;
  /** Whether a flow is shared with nobody once the bot listens. */
  warmUp: boolean;
  /** By how much the watcher's time runs faster than the clock on the wall; 1 everywhere but in a trial. */
  watchPace: number;
  logLevel: LogLevel;
  auditLog: AuditLog;
  sharing: SharingSettings;
}

/** What stands in the environment, as the process is handed it. */
export type RawEnvironment = Readonly<Record<string, string | undefined>>;
