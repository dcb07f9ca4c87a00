import type { FlowRef, FlowStatus } from '../../cams/types.ts';
import type { FileFacts } from '../../fingerprint.ts';
import type { FlowJson } from '../json/flow-json.ts';
import type { Person } from '../records.ts';

/** A version of a flow, without its file. */
export interface FlowVersionFacts {
  flow: FlowRef;
  /** From 1; the oldest may have been deleted since. */
  version: number;
  /** Of what the JSON means, never shown: the same for a content that came back, also where it is laid out otherwise. */
  contentHash: string;
  /** Of the version's file, which is that of whoever saw its content first. */
  file: FileFacts;
  name: string | undefined;
  status: FlowStatus | undefined;
  /** Unix ms, by the database's clock. */
  firstSeenAt: number;
  /** User ID, of the workspace that asks; undefined: the watcher, or somebody of another workspace. */
  firstSeenBy: string | undefined;
}

/** A distinct version of a flow, as it was seen. */
export interface FlowVersion extends FlowVersionFacts {
  json: string;
}

/** A flow's file as it was seen: laid out, as text, or of a big one in UTF-8 with what is known of it. */
export type SeenFile = string | { utf8: Uint8Array; file: FileFacts };

/** @returns what is kept of a file, without a copy of a big one. */
export const seenFileOf = (flowJson: Pick<FlowJson, 'text' | 'utf8' | 'summary'>): SeenFile =>
  flowJson.utf8 === undefined
    ? flowJson.text
    : { utf8: flowJson.utf8, file: { sha256: flowJson.summary.sha256, bytes: flowJson.summary.bytes } };

/** What was seen beside the file. */
export interface SeenFacts {
  /** Undefined: not asked for, which changes nothing. */
  name: string | undefined;
  /** Undefined: not asked for, which changes nothing. */
  status: FlowStatus | undefined;
  /** How long ago the file was asked for; milliseconds. What is older than the latest version is no news. */
  ageMs: number;
  /** Of the file. */
  contentHash: string;
}

export interface Seen {
  /** The latest version: a new one, or the one that was there. */
  version: FlowVersionFacts;
  /** No matter who saw it: the channels that watch the flow will be notified. False for the first version ever. */
  isNew: boolean;
}

/** What each flow was like, as one workspace knows it: another one's versions have numbers of their own. */
export interface FlowVersions {
  latest(flow: FlowRef): Promise<FlowVersionFacts | undefined>;
  get(flow: FlowRef, version: number): Promise<FlowVersion | undefined>;
  /** The number of the oldest version that has not been deleted. */
  oldest(flow: FlowRef): Promise<number | undefined>;
  /** Newest first. */
  list(flow: FlowRef, limit: number): Promise<FlowVersionFacts[]>;
}

/**
 * The versions of all workspaces. A version that comes back is a new version of the same content; a content is stored
 * once, whoever has versions of it.
 */
export interface FlowVersionRecords {
  /**
   * Compares with the latest version by meaning, name and status; whoever sees a new one first adds it. It is kept for the
   * workspaces whose channels watch the flow, and for that of the person. Reads no file.
   *
   * @param by undefined: the watcher.
   * @returns what the person's workspace knows now; for the watcher nothing.
   */
  see<By extends Person | undefined>(
    flow: FlowRef,
    file: SeenFile,
    facts: SeenFacts,
    by: By,
  ): Promise<By extends Person ? Seen : undefined>;
  /** Whether every workspace that watches the flow knows this content as the latest. */
  isLatest(flow: FlowRef, contentHash: string): Promise<boolean>;
  /** The size of a version's file, laid out, without reading it; 0: there is no such version. */
  bytesOf(teamId: string, flow: FlowRef, version: number): Promise<number>;
  ofTeam(teamId: string): FlowVersions;
}
