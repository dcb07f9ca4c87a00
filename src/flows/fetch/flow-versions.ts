import type { FlowRef, FlowStatus } from '../../cams/types.ts';

/** A version of a flow, without its file. */
export interface FlowVersionFacts {
  flow: FlowRef;
  /** From 1. */
  version: number;
  /** Of the JSON's meaning, see `contentHash`: the same for a content that came back. */
  sha256: string;
  name: string | undefined;
  status: FlowStatus | undefined;
  /** Unix ms, by the database's clock. */
  firstSeenAt: number;
  /** User ID; undefined: the watcher. */
  firstSeenBy: string | undefined;
}

/** A distinct version of a flow, as it was seen. */
export interface FlowVersion extends FlowVersionFacts {
  json: string;
}

/** What was seen beside the file. */
export interface SeenFacts {
  /** Undefined: not asked for, which changes nothing. */
  name: string | undefined;
  /** Undefined: not asked for, which changes nothing. */
  status: FlowStatus | undefined;
  /** How long ago the file was asked for; milliseconds. What is older than the latest version is no news. */
  ageMs: number;
  /** `contentHash` of the file. */
  sha256: string;
}

export interface Seen {
  version: FlowVersion;
  /** No matter who saw it: the channels that watch the flow will be told. False for the first version ever. */
  isNew: boolean;
  /** The one before a new version. */
  previous: FlowVersion | undefined;
}

/** What each flow was like. A version that comes back is a new version of the same content, which is stored once. */
export interface FlowVersions {
  /** Compares with the latest version by meaning, name and status; whoever sees a new one first adds it. */
  see(flow: FlowRef, json: string, facts: SeenFacts, by: string | undefined): Promise<Seen>;
  latest(flow: FlowRef): Promise<FlowVersionFacts | undefined>;
  get(flow: FlowRef, version: number): Promise<FlowVersion | undefined>;
  /** Newest first. */
  list(flow: FlowRef, limit: number): Promise<FlowVersionFacts[]>;
}
