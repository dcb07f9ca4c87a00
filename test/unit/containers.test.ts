import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, matchesGlob, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { lintCompose, lintDockerfile } from '../../scripts/lint-containers.ts';
import { fontFiles } from '../../src/picture/text/fonts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(resolve(ROOT, name), 'utf8');
const dockerfile = read('Dockerfile');
const composeText = read('compose.yml');
const nodeVersion: unknown = JSON.parse(read('package.json')).devDependencies.node;

const service = z.object({
  image: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  deploy: z.object({ replicas: z.number() }).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  env_file: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()).optional(), retries: z.number() }),
  networks: z.array(z.string()),
  ports: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()),
  read_only: z.boolean(),
  restart: z.string(),
  security_opt: z.array(z.string()),
  stop_grace_period: z.string(),
  tmpfs: z.array(z.string()),
});
const { services } = z.object({ services: z.record(z.string(), service) }).parse(parse(composeText));

/** The linter's answer to a changed compose.yml. */
function lintedWith(from: string, to: string): string[] {
  expect(composeText).toContain(from);
  const folder = mkdtempSync(join(tmpdir(), 'flow-json-compose-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'compose.yml');
  writeFileSync(path, composeText.replace(from, to));
  return lintCompose(path);
}

describe('Dockerfile', () => {
  it('has nothing that the linter minds', () => {
    expect(lintDockerfile(dockerfile)).toEqual([]);
  });

  it.each([
    ['COPY src ./src', 'COPPY src ./src', 'Unknown instruction: COPPY'],
    ['EXPOSE 3000', 'EXPOSE port', 'Invalid containerPort: port'],
    ['USER 10001:10001', 'USER', 'no arguments'],
  ])('is really read by the linter: %s', (from, to, fault) => {
    expect(lintDockerfile(dockerfile.replace(from, to))).toEqual([expect.stringContaining(fault)]);
  });

  it('names the exact version of each base, that of Node.js being the one that the tests run on', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases).toEqual([
      expect.stringMatching(/^node:\d+\.\d+\.\d+-alpine\d+\.\d+$/),
      expect.stringMatching(/^alpine:\d+\.\d+\.\d+$/),
    ]);
    expect(bases[0]).toContain(`node:${nodeVersion}-`);
  });

  it('has the same Alpine below both stages: Node.js was built for it', () => {
    const below = /^FROM node:\S+-alpine(\d+\.\d+) /m.exec(dockerfile)?.[1];
    expect(dockerfile).toMatch(new RegExp(`^FROM alpine:${below}\\.\\d+$`, 'm'));
  });

  it('hands to Node.js what npm start does', () => {
    const start = z.object({ scripts: z.object({ start: z.string() }) }).parse(JSON.parse(read('package.json')))
      .scripts.start;
    const flagsOf = (words: readonly string[]) => words.filter((word) => word.startsWith('--'));
    const command = z.array(z.string()).parse(JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? ''));
    expect(flagsOf(command)).toEqual(flagsOf(start.split(' ')));
    expect(flagsOf(command)).toContainEqual(expect.stringMatching(/^--max-semi-space-size=\d+$/));
    // Flags that this Node.js doesn't know would keep it from starting.
    const { status } = spawnSync(process.execPath, [...flagsOf(command), '--eval', '']);
    expect(status).toBe(0);
  });

  it('keeps every font that pictures are drawn with, and no other', () => {
    const namesIn = (expression: RegExp) => [...dockerfile.matchAll(expression)].map(([, pattern = '']) => pattern);
    const [kept, removed] = [namesIn(/! -name '([^']+\.(?:[ot]tf|woff))'/g), namesIn(/(?:\\\( |-o )-name '([^']+)'/g)];
    const isOneOf = (patterns: readonly string[], file: string) =>
      patterns.some((pattern) => matchesGlob(basename(file), pattern));
    const isKept = (file: string) => isOneOf(kept, file) && !isOneOf(removed, file);
    expect(fontFiles().filter((file) => !isKept(file))).toEqual([]);
    const all = globSync('node_modules/{@expo-google-fonts,@embedpdf,@fontsource}/**/*.{ttf,otf,woff}', { cwd: ROOT });
    expect(
      all
        .filter(isKept)
        .map((file) => resolve(ROOT, file))
        .sort(),
    ).toEqual(fontFiles().sort());
  });

  it('ends as a user that is not root, and gives signals to the bot itself', () => {
    expect([...dockerfile.matchAll(/^USER (.+)$/gm)].map(([, user]) => user)).toEqual(['10001:10001']);
    expect(dockerfile).toMatch(/^CMD \["node", /m);
  });
});

describe('compose.yml', () => {
  it('has nothing that the linter minds', () => {
    expect(lintCompose(resolve(ROOT, 'compose.yml'))).toEqual([]);
  });

  it.each([
    ['cap_drop:', 'cap_dropp:', 'invalid-schema'],
    [':18.4-alpine3.23', '', 'service-image-require-explicit-tag'],
    ['"127.0.0.1:3000:8080"', '"3000:8080"', 'no-unbound-port-interfaces'],
  ])('is really read by the linter: %s', (from, to, rule) => {
    expect(lintedWith(from, to)).toEqual(expect.arrayContaining([expect.stringContaining(rule)]));
  });

  it('runs three bots, PostgreSQL, and one address before them', () => {
    expect(Object.keys(services).sort()).toEqual(['bot', 'front', 'postgres']);
    expect(services.bot?.deploy?.replicas).toBe(3);
    expect(services.bot?.ports).toBeUndefined();
    expect(services.bot?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(services.front?.depends_on).toEqual({ bot: { condition: 'service_healthy' } });
    expect(services.postgres?.networks).toEqual(['inside']);
    expect(read('nginx.conf')).toMatch(/server bot:3000 resolve/);
  });

  it.each(Object.entries(services))('gives %s no more than it needs, and time to end', (_name, one) => {
    expect(one).toMatchObject({
      cap_drop: ['ALL'],
      read_only: true,
      restart: 'unless-stopped',
      security_opt: ['no-new-privileges:true'],
      stop_grace_period: '20s',
    });
    expect(one.tmpfs).toContainEqual(expect.stringMatching(/^\/tmp:size=/));
    if (one.image !== undefined) expect(one.image).toMatch(/:\d+\.\d+(\.\d+)?-/);
  });

  it('holds no secret: each comes from .env, whose example names it', () => {
    expect(services.bot?.env_file).toEqual(['.env']);
    expect(composeText).not.toMatch(/xox|xapp|LTAI/);
    const passwords = [services.bot?.environment?.DATABASE_URL, services.postgres?.environment?.POSTGRES_PASSWORD];
    for (const value of passwords) expect(value).toContain('${'.concat('POSTGRES_PASSWORD:?'));
    expect(read('.env.example')).toMatch(/^POSTGRES_PASSWORD=$/m);
  });
});
