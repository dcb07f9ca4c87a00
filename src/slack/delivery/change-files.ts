import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import type { ComparedFiles, FilesToCompare } from '../../flows/work/flow-work.ts';
import type { TextFile } from './file-to-share.ts';

/** Two versions: of a flow, one of which followed the other, or of two flows. */
export interface VersionStep {
  before: FlowVersion;
  after: FlowVersion;
}

const nameOf = ({ flow, version }: FlowVersion): string => `${flow.flowId}-v${version}`;

/** What a comparison of the two takes. */
export const filesOf = ({ before, after }: VersionStep): FilesToCompare => ({
  before: before.json,
  after: after.json,
  names: { before: `${nameOf(before)}.json`, after: `${nameOf(after)}.json` },
});

/** Two versions, and the diff of their files. */
export interface ComparedStep extends VersionStep, Pick<ComparedFiles, 'diff'> {}

/** A version's JSON as a snippet. */
export function versionFile(version: FlowVersion): TextFile {
  const filename = `${nameOf(version)}.json`;
  return { filename, title: filename, content: version.json };
}

/** What lies between two versions as a snippet; undefined where their files are the same, or too large to compare. */
function diffFile({ before, after, diff }: ComparedStep): TextFile | undefined {
  if (diff === undefined || diff === '') return undefined;
  const isOneFlow = before.flow.flowId === after.flow.flowId;
  const filename = `${nameOf(before)}-${isOneFlow ? `v${after.version}` : nameOf(after)}.diff`;
  return { filename, title: filename, content: diff, snippetType: 'diff' };
}

/**
 * The diff, which is what a reader looks for, the file before, and the file after; without the diff where they are too large
 * to compare; the one file where only the flow's name or status is another.
 */
export function changeFiles(step: ComparedStep): TextFile[] {
  const diff = diffFile(step);
  if (diff === undefined && step.diff === '') return [versionFile(step.after)];
  return [...(diff === undefined ? [] : [diff]), versionFile(step.before), versionFile(step.after)];
}

/** What shows how two versions differ: their diff, or both files where they are too large to compare. Empty: they don't. */
export function differenceFiles(step: ComparedStep): TextFile[] {
  if (step.diff === undefined) return [versionFile(step.before), versionFile(step.after)];
  const diff = diffFile(step);
  return diff === undefined ? [] : [diff];
}

/**
 * The diffs of a day or a week, one after the other: a patch as tools read it. Undefined where no file differs.
 *
 * @param name of the file, without its ending.
 */
export function digestFile(steps: readonly ComparedStep[], name: string): TextFile | undefined {
  const diffs = steps.flatMap((step) => diffFile(step)?.content ?? []);
  const filename = `${name}.diff`;
  return diffs.length === 0 ? undefined : { filename, title: filename, content: diffs.join('\n'), snippetType: 'diff' };
}
