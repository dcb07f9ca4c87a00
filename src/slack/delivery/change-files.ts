import { unifiedDiff } from '../../flows/change/flow-change.ts';
import type { FlowVersion } from '../../flows/fetch/flow-versions.ts';
import { prettyJson } from '../../flows/json/pretty-json.ts';
import type { FileToShare } from './share-files.ts';

/** Two versions: of a flow, one of which followed the other, or of two flows. */
export interface VersionStep {
  before: FlowVersion;
  after: FlowVersion;
}

const nameOf = ({ flow, version }: FlowVersion): string => `${flow.flowId}-v${version}`;

/** A version's JSON, laid out, as a snippet. */
export function versionFile(version: FlowVersion): FileToShare {
  const filename = `${nameOf(version)}.json`;
  return { filename, title: filename, text: prettyJson(version.json) };
}

/** What lies between two versions as a snippet; its text is empty where their files are the same. */
export function diffFile({ before, after }: VersionStep): FileToShare {
  const names = { before: `${nameOf(before)}.json`, after: `${nameOf(after)}.json` };
  const isOneFlow = before.flow.flowId === after.flow.flowId;
  const filename = `${nameOf(before)}-${isOneFlow ? `v${after.version}` : nameOf(after)}.diff`;
  return { filename, title: filename, text: unifiedDiff(before.json, after.json, names), snippetType: 'diff' };
}

/** The diff, which is what a reader looks for, the file before, and the file after; the one file where only the flow's name or status is another. */
export function changeFiles(step: VersionStep): FileToShare[] {
  const diff = diffFile(step);
  return diff.text === '' ? [versionFile(step.after)] : [diff, versionFile(step.before), versionFile(step.after)];
}

/**
 * The diffs of a day or a week, one after the other: a patch as tools read it. Undefined where no file differs.
 *
 * @param name of the file, without its ending.
 */
export function digestFile(steps: readonly VersionStep[], name: string): FileToShare | undefined {
  const texts = steps.map((step) => diffFile(step).text).filter((text) => text !== '');
  const filename = `${name}.diff`;
  return texts.length === 0 ? undefined : { filename, title: filename, text: texts.join('\n'), snippetType: 'diff' };
}
