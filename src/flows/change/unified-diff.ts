import { createTwoFilesPatch, FILE_HEADERS_ONLY, formatPatch } from 'diff';

/** Unchanged lines around a change, as most tools show. */
const CONTEXT_LINES = 3;
/** What two texts are called in the head of their diff, on one line each. */
export interface DiffNames {
  before: string;
  after: string;
}

/** The search for the shortest difference is given up after this; milliseconds. */
const SEARCH_MS = 5000;
/** A diff that is larger says no more than the two files do; characters. */
const MAX_DIFF = 8 * 1024 * 1024;

/** Lines that may differ before the search for the shortest difference is given up: its time grows with their square. */
const MAX_EDITS = 3000;

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** One block that replaces all between the first and the last line that differ. */
function inOneBlock(before: string, after: string, names: DiffNames): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const first = Math.max(0, start - CONTEXT_LINES);
  const trailing = old.slice(old.length - end, old.length - end + CONTEXT_LINES);
  const lines = [
    ...old.slice(first, start).map((line) => ` ${line}`),
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
    ...trailing.map((line) => ` ${line}`),
  ];
  const size = start - first + trailing.length;
  const hunk = {
    oldStart: first + 1,
    oldLines: old.length - end - start + size,
    newStart: first + 1,
    newLines: now.length - end - start + size,
    lines,
  };
  const patch = {
    oldFileName: names.before,
    newFileName: names.after,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [hunk],
  };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function search(before: string, after: string, names: DiffNames): string | undefined {
  return createTwoFilesPatch(names.before, names.after, before, after, undefined, undefined, {
    context: CONTEXT_LINES,
    maxEditLength: MAX_EDITS,
    timeout: SEARCH_MS,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/**
 * The unified diff of two texts, with 3 lines around each change.
 *
 * @param before laid out, as `FlowDocument.text` and `FlowVersion.json` are; so is `after`.
 * @returns empty where the texts are the same; undefined where it would have more than 8 million characters.
 */
export function unifiedDiff(before: string, after: string, names: DiffNames): string | undefined {
  if (before === after) return '';
  const patch = search(before, after, names) ?? inOneBlock(before, after, names);
  return patch.length > MAX_DIFF ? undefined : patch;
}
