// `npm run mutate -- src/store src/cams/budget.ts`: changes the code there in one place at a time, in a copy, and shows
// which changes no unit test sees. `--minutes=20` for more than the 8 it takes at most; `--sample=3` tries every third file;
// `--all` tries constants of a file as well, which is slow.
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { MutantLine } from './mutation-reporter.ts';

const MINUTE_MS = 60_000;
const ROOT = resolve(import.meta.dirname, '..');
const STRYKER = fileURLToPath(import.meta.resolve('@stryker-mutator/core/package.json')).replace(
  'package.json',
  'bin/stryker.js',
);
/** Where a change would tell nothing: texts for people, and migrations, which have run. */
const LEFT_OUT = ['src/locales/**', 'src/store/migrations/**'];

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function filesOf(path: string): string[] {
  if (!existsSync(resolve(ROOT, path))) fail(`There is no ${path}. Name files or folders, as src/store.`);
  if (statSync(resolve(ROOT, path)).isFile()) return [path];
  return globSync(`${path.replace(/\/$/, '')}/**/*.ts`, { cwd: ROOT, exclude: LEFT_OUT });
}

/** Runs Stryker, and ends it with all that it started once its time is over. */
async function runStryker(
  folder: string,
  { mutate, all, limitMs }: { mutate: string[]; all: boolean; limitMs: number },
): Promise<{ inTime: boolean }> {
  const stryker = spawn(
    process.execPath,
    [STRYKER, 'run', '--mutate', mutate.join(','), '--tempDirName', join(folder, 'copies')],
    {
      cwd: ROOT,
      detached: true,
      stdio: 'inherit',
      // biome-ignore lint/style/noProcessEnv: handed on as it is
      env: { ...process.env, MUTATION_RESULTS: join(folder, 'results.jsonl'), MUTATION_ALL: String(all) },
    },
  );
  let inTime = true;
  const end = () => {
    if (stryker.pid !== undefined && stryker.exitCode === null) process.kill(-stryker.pid, 'SIGKILL');
  };
  const timer = setTimeout(() => {
    inTime = false;
    end();
  }, limitMs);
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const code = await new Promise<number | null>((ended) => stryker.once('exit', ended));
  clearTimeout(timer);
  if (inTime && code !== 0) throw new Error('Stryker ended early: see above.');
  return { inTime };
}

function resultsIn(folder: string): MutantLine[] {
  const path = join(folder, 'results.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  // The last one may have been cut off.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as MutantLine);
}

/** A mutant that hangs is seen as well; one that doesn't compile, or wasn't tried, says nothing. */
const isSeen = ({ status }: MutantLine) => status === 'Killed' || status === 'Timeout';
const isMissed = ({ status }: MutantLine) => status === 'Survived' || status === 'NoCoverage';

function scoreOf(results: readonly MutantLine[]): string {
  const seen = results.filter(isSeen).length;
  const all = seen + results.filter(isMissed).length;
  return all === 0 ? 'no mutants' : `${((100 * seen) / all).toFixed(1)} % (${seen} of ${all})`;
}

function report(results: readonly MutantLine[], folders: readonly string[]): string {
  const missed = results
    .filter(isMissed)
    .toSorted((one, other) => one.file.localeCompare(other.file) || one.line - other.line)
    .map(({ file, line, mutator, replacement, status }) => {
      const unreached = status === 'NoCoverage' ? ', which no test reaches' : '';
      return `${relative(ROOT, resolve(ROOT, file))}:${line} ${mutator}${unreached}: ${replacement}`;
    });
  const scores = folders.map(
    (path) => `${path}: ${scoreOf(results.filter(({ file }) => resolve(ROOT, file).startsWith(resolve(ROOT, path))))}`,
  );
  return [...missed, '', ...scores, ''].join('\n');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '8' },
    sample: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0)
  fail('Name the folders or files whose tests are to be tried, as in: npm run mutate -- src/store');
const every = Math.max(1, Number(values.sample));
const files = positionals.flatMap(filesOf).filter((_, index) => index % every === 0);

const folder = mkdtempSync(join(tmpdir(), 'flow-json-mutants-'));
try {
  const { inTime } = await runStryker(folder, {
    mutate: files,
    all: values.all,
    limitMs: Number(values.minutes) * MINUTE_MS,
  });
  process.stdout.write(report(resultsIn(folder), positionals));
  if (!inTime) process.stdout.write(`The time was over before all were tried (--minutes=${values.minutes}).\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
