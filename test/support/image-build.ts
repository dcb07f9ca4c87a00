import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What an image is run by, its paths as they are in the image. */
export interface BuiltImage {
  /** The folder that holds the image's files, less those of its base. */
  root: string;
  env: Readonly<Record<string, string>>;
  workdir: string;
  /** Empty where the image says none: root. */
  user: string;
  cmd: readonly string[];
  healthcheck: readonly string[];
  /** The commands that were run, as they stand in the Dockerfile. */
  ran: readonly string[];
}

export interface BuildOptions {
  /** The folder that COPY copies from. */
  context: string;
  /** An empty folder. */
  into: string;
  /** Files of a stage's base image that a later stage takes: the path there, and what stands for it here. */
  ofBase: Readonly<Record<string, string>>;
  /** Why a command is not run here, or a file of the base not copied; looked up by what the line contains. */
  skip: Readonly<Record<string, string>>;
}

interface Step {
  word: string;
  rest: string;
}

/** The lines of a Dockerfile without comments, those that go on in the next line put together. */
function stepsOf(text: string): Step[] {
  const lines = text.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, '');
  return [...lines.matchAll(/^([A-Z]+) +(.+)$/gm)].map(([, word = '', rest = '']) => ({ word, rest }));
}

const listOf = (json: string): string[] => {
  const list: unknown = JSON.parse(json);
  if (Array.isArray(list) && list.every((part) => typeof part === 'string')) return list;
  throw new Error(`The form of a list is needed, so that no shell stands between: ${json}`);
};

/** Of a line of .dockerignore; other than a shell's, Docker's `*` stands for names with a dot in front as well. */
const expressionOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replaceAll('.', String.raw`\.`).replaceAll(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'))}$`,
  );

/** Whether .dockerignore keeps a path from the builder: the last line that matches it, or a folder it is in, decides. */
export function ignoredBy(text: string): (path: string) => boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const foldersOf = (path: string): string[] => (path === '.' ? [] : [path, ...foldersOf(dirname(path))]);
  return (path) =>
    lines.reduce((isIgnored, line) => {
      const pattern = expressionOf(line.replace(/^!/, ''));
      return foldersOf(path).some((each) => pattern.test(each)) ? !line.startsWith('!') : isIgnored;
    }, false);
}

/**
 * Does what the Dockerfile in `context` says, in a folder for each stage. No container keeps it in: a path of the image
 * that a command names is put below that folder first.
 *
 * @throws where a command fails, or a line is not known here.
 */
export async function buildImage({ context, into, ofBase, skip }: BuildOptions): Promise<BuiltImage> {
  const isIgnored = ignoredBy(readFileSync(join(context, '.dockerignore'), 'utf8'));
  const isSkipped = (text: string) => Object.keys(skip).some((part) => text.includes(part));
  const roots = new Map<string, string>();
  const ran: string[] = [];
  const newStage = () => ({
    root: '',
    env: {} as Record<string, string>,
    workdir: '/',
    user: '',
    cmd: [] as string[],
    healthcheck: [] as string[],
  });
  let stage = newStage();
  const below = (path: string) => join(stage.root, resolve(stage.workdir, path));

  function copy(rest: string): void {
    const words = rest.split(/ +/);
    const from = words[0]?.startsWith('--from=') ? roots.get(words.shift()?.slice('--from='.length) ?? '') : undefined;
    const to = words.pop() ?? '';
    for (const source of words.filter((path) => !isSkipped(path))) {
      const sourcePath = join(from ?? context, source);
      const target = to.endsWith('/') ? join(below(to), source) : below(to);
      const filter = (path: string) => from !== undefined || !isIgnored(relative(context, path));
      if (!filter(sourcePath)) throw new Error(`.dockerignore keeps COPY from finding ${source}`);
      cpSync(sourcePath, target, { recursive: true, filter });
    }
  }

  async function run(command: string): Promise<void> {
    if (isSkipped(command)) return;
    const here = command.replaceAll(/(?<=\s)\/(?=[a-z])/g, `${stage.root}/`);
    await promisify(execFile)('sh', ['-c', here], { cwd: below('.') });
    ran.push(command);
  }

  for (const { word, rest } of stepsOf(readFileSync(join(context, 'Dockerfile'), 'utf8'))) {
    switch (word) {
      case 'FROM': {
        const name = rest.split(/ AS /i)[1] ?? 'last';
        stage = newStage();
        stage.root = join(into, name);
        mkdirSync(stage.root);
        roots.set(name, stage.root);
        const isOfBase = ([path]: [string, string]) => name !== 'last' && !existsSync(below(path));
        for (const [path, standIn] of Object.entries(ofBase).filter(isOfBase)) {
          mkdirSync(dirname(below(path)), { recursive: true });
          cpSync(standIn, below(path));
          chmodSync(below(path), 0o755);
        }
        break;
      }
      case 'WORKDIR':
        stage.workdir = resolve(stage.workdir, rest);
        mkdirSync(below('.'), { recursive: true });
        break;
      case 'COPY':
        copy(rest);
        break;
      case 'RUN':
        await run(rest);
        break;
      case 'ENV':
        for (const pair of rest.split(/ +/)) {
          const [name = '', value = ''] = pair.split('=');
          stage.env[name] = value;
        }
        break;
      case 'USER':
        stage.user = rest;
        break;
      case 'CMD':
        stage.cmd = listOf(rest);
        break;
      case 'HEALTHCHECK':
        stage.healthcheck = listOf(rest.slice(rest.indexOf('CMD ') + 'CMD '.length));
        break;
      case 'LABEL':
      case 'EXPOSE':
      case 'STOPSIGNAL':
      case 'VOLUME':
        break;
      default:
        throw new Error(`What ${word} does is not known here`);
    }
  }
  return { ...stage, ran };
}
