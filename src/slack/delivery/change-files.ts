import { unifiedDiff } from '../../flows/change/flow-change.ts';
import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import { prettyJson } from '../../flows/json/pretty-json.ts';
import type { TextFile } from './file-to-share.ts';

/** Two versions: of a flow, one of which followed the other, or of two flows. */
export interface VersionStep {
  before: FlowVersion;
  after: FlowVersion;
}

const nameOf = ({ flow, version }: FlowVersion): string => `${flow.flowId}-v${version}`;

/** A version's JSON, laid out, as a snippet. */
export function versionFile(version: FlowVersion): TextFile {
  const filename = `${nameOf(version)}.json`;
  return { filename, title: filename, content: prettyJson(version.json) };
}

/** What lies between two versions as a snippet; it is empty where their files are the same. */
export function diffFile({ before, after }: VersionStep): TextFile {
  const names = { before: `${nameOf(before)}.json`, after: `${nameOf(after)}.json` };
  const isOneFlow = before.flow.flowId === after.flow.flowId;
  const filename = `${nameOf(before)}-${isOneFlow ? `v${after.version}` : nameOf(after)}.diff`;
  return { filename, title: filename, content: unifiedDiff(before.json, after.json, names), snippetType: 'diff' };
}

/** The diff, which is what a reader looks for, the file before, and the file after; the one file where only the flow's name or status is another. */
export function changeFiles(step: VersionStep): TextFile[] {
  const diff = diffFile(step);
  return diff.content === '' ? [versionFile(step.after)] : [diff, versionFile(step.before), versionFile(step.after)];
}

/**
 * The diffs of a day or a week, one after the other: a patch as tools read it. Undefined where no file differs.
 *
 * @param name of the file, without its ending.
 */
export function digestFile(steps: readonly VersionStep[], name: string): TextFile | undefined {
  const diffs = steps.map((step) => diffFile(step).content).filter((diff) => diff !== '');
  const filename = `${name}.diff`;
  return diffs.length === 0 ? undefined : { filename, title: filename, content: diffs.join('\n'), snippetType: 'diff' };
}
