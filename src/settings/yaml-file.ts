import { readFile } from 'node:fs/promises';
import type { Document, LineCounter } from 'yaml';

/** A path into what a file holds, as `['rules', 0, 'who']`. */
export type Path = readonly PropertyKey[];

/** In a file; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Where something stands. @param isKey the key at the end of the path is meant, not its value. */
export type PlaceOf = (path: Path, isKey?: boolean) => Place | undefined;

/** What a file of YAML holds, or why that can't be known. */
export type YamlFile =
  | { kind: 'read'; content: unknown; placeOf: PlaceOf }
  /** All that is wrong, without anything that stands in the file. */
  | { kind: 'unreadable'; problems: readonly string[] };

const unreadable = (...problems: readonly string[]): YamlFile => ({ kind: 'unreadable', problems });

/** As `line 3, column 5`. */
export const placeText = ({ line, column }: Place): string => `line ${line}, column ${column}`;

/** What stands at the path, or at the longest part of it that is there. */
function createPlaceOf(document: Document, counter: LineCounter, yaml: typeof import('yaml')): PlaceOf {
  function offsetOf(path: Path, isKey: boolean): number | undefined {
    if (path.length === 0) return document.range?.[0];
    const [parents, last] = [path.slice(0, -1), path.at(-1)];
    const parent = parents.length === 0 ? document.contents : document.getIn(parents, true);
    if (yaml.isMap(parent)) {
      const pair = parent.items.find(({ key }) => yaml.isScalar(key) && String(key.value) === String(last));
      const node = isKey || !yaml.isNode(pair?.value) ? pair?.key : pair.value;
      if (yaml.isNode(node)) return node.range?.[0];
    }
    const node = yaml.isCollection(parent) ? parent.get(last, true) : undefined;
    if (yaml.isNode(node)) return node.range?.[0];
    return yaml.isNode(parent) ? parent.range?.[0] : offsetOf(parents, false);
  }
  return (path, isKey = false) => {
    const offset = offsetOf(path, isKey);
    if (offset === undefined) return undefined;
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
}

async function parseYaml(source: string): Promise<YamlFile> {
  // Only where there is such a file: most bots have one account and no rules, and do without the parser in memory.
  const yaml = await import('yaml');
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(source, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    const lines = document.errors.map(({ pos: [at] }) => {
      const { line, col } = counter.linePos(at);
      return `is no YAML: see ${placeText({ line, column: col })}`;
    });
    return unreadable(...new Set(lines));
  }
  try {
    return { kind: 'read', content: document.toJS(), placeOf: createPlaceOf(document, counter, yaml) };
  } catch {
    return unreadable('is no YAML that can be read: an alias stands for nothing, or for too much');
  }
}

/** Reads the file at `path`; whatever goes wrong is a problem to be named, not an error. */
export async function readYamlFile(path: string): Promise<YamlFile> {
  try {
    return await parseYaml(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown fault';
    return unreadable(code === 'ENOENT' ? `names no file: ${path}` : `can not be read (${code}): ${path}`);
  }
}
