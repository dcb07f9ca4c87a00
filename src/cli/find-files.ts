import { statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { UsageError } from './usage-error.ts';

/** A file to check, and whether it was meant itself: of a directory only what holds a flow is meant. */
export interface FoundFile {
  path: string;
  /** As it is shown: from the current directory, with slashes. */
  shown: string;
  isNamed: boolean;
}

/** Directories with files of others. */
const IGNORED = ['**/node_modules/**', '**/.git/**'];

/** A pattern has slashes on every system. */
const slashes = (path: string) => path.split(sep).join('/');

/**
 * The files that arguments name: files, directories, globs.
 *
 * @param ignored globs of what is not to be checked, with the directory that they start from
 * @throws {UsageError} where one names nothing
 */
export async function findFiles(
  names: readonly string[],
  cwd: string,
  ignored: { globs: readonly string[]; from: string },
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  const left = new Set(
    ignored.globs.length === 0
      ? []
      : await glob([...ignored.globs], { cwd: ignored.from, absolute: true, dot: true, expandDirectories: true }),
  );
  const add = (path: string, isNamed: boolean) => {
    const shown = slashes(relative(cwd, path));
    const known = found.get(path);
    found.set(path, {
      path,
      shown: shown.startsWith('../') ? slashes(path) : shown,
      isNamed: isNamed || (known?.isNamed ?? false),
    });
  };
  for (const name of names) {
    const path = resolve(cwd, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) add(path, true);
    else if (stats?.isDirectory()) {
      const inside = await glob('**/*.json', { cwd: path, absolute: true, ignore: IGNORED });
      for (const file of inside.sort()) if (!left.has(file)) add(resolve(file), false);
    } else {
      const matches = isDynamicPattern(name) ? await glob(slashes(name), { cwd, absolute: true, ignore: IGNORED }) : [];
      if (matches.length === 0) {
        const what = isDynamicPattern(name) ? 'No file matches' : 'There is no file or directory';
        throw new UsageError(`${what} "${name}".`);
      }
      for (const file of matches.sort()) if (!left.has(file)) add(resolve(file), true);
    }
  }
  return [...found.values()];
}
