import { checkFlow, type Finding, type Language } from '../../checks/index.ts';
import { findSecrets, type Secret } from '../../redaction/find-secrets.ts';
import { maskJson } from '../../redaction/mask.ts';
import { compareFlows } from '../change/flow-change.ts';
import { type DiffNames, unifiedDiff } from '../change/unified-diff.ts';
import type { FlowChange } from '../change/what.ts';
import { readMeaning } from '../json/flow-document.ts';
import { FlowJsonError, type FlowJsonErrorKind, type ReadFlowJson, readFlowJson } from '../json/flow-json.ts';
import { type CheckedText, checkGivenText, type GivenText } from './check-given.ts';
import { parseCost } from './parse-cost.ts';

/** What differs between two files. */
export interface ComparedFiles {
  change: FlowChange;
  /** The unified diff: empty where the texts are the same; undefined where they are too large to compare. */
  diff: string | undefined;
}

/** Two files to compare, laid out, as `FlowVersion.json` is. */
export interface FilesToCompare {
  before: string;
  after: string;
  /** What the two are called in the diff. */
  names: DiffNames;
}

/** A file to check, laid out: lines are those of this very text. */
export interface FileToCheck {
  /** In UTF-8 where it is big. */
  json: string | Uint8Array;
  /** What the findings are told in. */
  language: Language;
}

/** A file to look through for secrets: in UTF-8 where it is big. */
export interface FileToSearch {
  json: string | Uint8Array;
}

/** A file of which the values of secrets are to be masked. */
export interface FileToMask extends FileToSearch {
  secrets: readonly Pick<Secret, 'value'>[];
}

/** What the process for big flows is asked to do. */
export type FlowJob =
  | { type: 'read'; bytes: Uint8Array }
  | ({ type: 'compare' } & FilesToCompare)
  | ({ type: 'check' } & FileToCheck)
  | ({ type: 'find-secrets' } & FileToSearch)
  | ({ type: 'mask' } & FileToMask)
  | ({ type: 'check-given' } & GivenText);

/** What it answers. An error's class would not survive the way: its kind does. */
export type FlowJobDone =
  | { type: 'read'; read: ReadFlowJson }
  | { type: 'refused'; kind: FlowJsonErrorKind }
  | { type: 'compared'; compared: ComparedFiles }
  | { type: 'checked'; findings: Finding[] }
  | { type: 'secrets-found'; secrets: Secret[] }
  | { type: 'masked'; json: string }
  | { type: 'checked-given'; checked: CheckedText };

/** Reads each of the two files once. */
export function compareFiles({ before, after, names }: FilesToCompare): ComparedFiles {
  const change = compareFlows(readMeaning(before), readMeaning(after));
  return { change, diff: unifiedDiff(before, after, names) };
}

const textOf = (json: string | Uint8Array): string =>
  typeof json === 'string' ? json : Buffer.from(json.buffer, json.byteOffset, json.length).toString();

/** @returns what was found, in the order of the file. */
export const checkFile = ({ json, language }: FileToCheck): Finding[] => checkFlow(textOf(json), { language });

/** @returns what looks like a secret. */
export const secretsIn = ({ json }: FileToSearch): Promise<Secret[]> => findSecrets(textOf(json));

/** @returns the file, masked. */
export const maskFile = ({ json, secrets }: FileToMask): string => maskJson(textOf(json), secrets);

/** The part of the heap that values may take: the rest is for the code, and what is made of them. */
export const SHARE_OF_VALUES = 0.75;
/** A check knows the place of each value besides: measured with flows of 10 MB, it takes less than twice what reading does. */
const CHECK_COST = 2;
/** A text, and a copy of it; bytes a character. */
const TEXT_COST = 4;

const bufferOf = (json: string | Uint8Array): Buffer =>
  typeof json === 'string' ? Buffer.from(json) : Buffer.from(json.buffer, json.byteOffset, json.length);

function costOf(job: FlowJob): number {
  switch (job.type) {
    case 'read':
      return parseCost(bufferOf(job.bytes));
    case 'compare':
      return parseCost(bufferOf(job.before)) + parseCost(bufferOf(job.after));
    case 'check':
      return parseCost(bufferOf(job.json)) * CHECK_COST;
    case 'check-given':
      return parseCost(bufferOf(job.text)) * CHECK_COST;
    // Its strings are looked at one by one, and no value is made of the whole.
    case 'find-secrets':
    case 'mask':
      return job.json.length * TEXT_COST;
  }
}

/**
 * Does a job in the process for big flows.
 *
 * @param memoryMb of its heap: what would take more is not begun; megabytes.
 */
export async function doFlowJob(job: FlowJob, memoryMb: number): Promise<FlowJobDone> {
  if (costOf(job) > memoryMb * 1024 * 1024 * SHARE_OF_VALUES) return { type: 'refused', kind: 'too-large-to-read' };
  if (job.type === 'check') return { type: 'checked', findings: checkFile(job) };
  if (job.type === 'find-secrets') return { type: 'secrets-found', secrets: await secretsIn(job) };
  if (job.type === 'mask') return { type: 'masked', json: maskFile(job) };
  if (job.type === 'check-given') return { type: 'checked-given', checked: checkGivenText(job) };
  if (job.type === 'compare') return { type: 'compared', compared: compareFiles(job) };
  try {
    return { type: 'read', read: readFlowJson(job.bytes) };
  } catch (error) {
    if (!(error instanceof FlowJsonError)) throw error;
    return { type: 'refused', kind: error.kind };
  }
}
