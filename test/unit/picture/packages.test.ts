import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      dev: z.boolean().optional(),
      cpu: z.array(z.string()).optional(),
      os: z.array(z.string()).optional(),
      libc: z.array(z.string()).optional(),
    }),
  ),
});
const { packages } = Lock.parse(JSON.parse(read('package-lock.json')));

describe('the canvas', () => {
  it.each([
    ['x64', 'glibc'],
    ['arm64', 'glibc'],
    ['x64', 'musl'],
    ['arm64', 'musl'],
  ])('has a build for Linux %s with %s in the lock file', (cpu, libc) => {
    const name = `node_modules/@napi-rs/canvas-linux-${cpu}-${libc === 'musl' ? 'musl' : 'gnu'}`;
    expect(packages[name]).toMatchObject({
      version: packages['node_modules/@napi-rs/canvas']?.version,
      os: ['linux'],
      cpu: [cpu],
      libc: [libc],
    });
  });
});

describe('what draws', () => {
  const NAMES = [
    '@napi-rs/canvas',
    '@dagrejs/dagre',
    'linebreak',
    'bidi-js',
    'marked',
    '@embedpdf/fonts-sc',
    ...['noto-sans', 'noto-sans-arabic', 'nanum-gothic', 'noto-color-emoji'].map(
      (name) => `@expo-google-fonts/${name}`,
    ),
    ...readdirSync(resolve(ROOT, 'node_modules/@fontsource')).map((name) => `@fontsource/${name}`),
  ];

  it.each(NAMES)('%s is pinned, and installs without a script', (name) => {
    const dependencies = z.record(z.string(), z.string()).parse(JSON.parse(read('package.json')).dependencies);
    expect(dependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packages[`node_modules/${name}`]).toMatchObject({ version: dependencies[name] });
    expect(packages[`node_modules/${name}`]?.hasInstallScript).toBeUndefined();
  });

  it('adds less than 150 MB to what is installed', () => {
    const bytesIn = (folder: string) =>
      readdirSync(resolve(ROOT, 'node_modules', folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, entry) => sum + statSync(resolve(entry.parentPath, entry.name)).size, 0);
    // The native part has a name of its own on each platform.
    const others = NAMES.filter((name) => !name.startsWith('@napi-rs/'));
    const all = [...others, '@napi-rs', '@dagrejs/graphlib', 'unicode-trie', 'tiny-inflate', 'base64-js'];
    expect(all.reduce((sum, name) => sum + bytesIn(name), 0)).toBeLessThan(150_000_000);
  });

  const files = readdirSync(resolve(ROOT, 'src/picture'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => `src/picture/${name}`);
  const NOBODYS_OWN = [
    'src/likeness.ts',
    'src/text.ts',
    'src/worker/child-process.ts',
    'src/worker/leave-stop-signals.ts',
  ];
  const importsOf = (file: string) =>
    [...read(file).matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)';/gms)].map(([, type, to = '']) => ({
      to: to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), to)) : to,
      isTypeOnly: type !== undefined,
    }));

  it('knows nothing of the bot', () => {
    const outside = [...files, ...NOBODYS_OWN]
      .flatMap(importsOf)
      .filter(({ to }) => to.startsWith('src/') && !to.startsWith('src/picture/') && !NOBODYS_OWN.includes(to));
    expect(files.length).toBeGreaterThan(40);
    expect(outside).toEqual([]);
  });

  it('loads no canvas into the bot', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      if (!file.startsWith('src/')) return;
      for (const { to, isTypeOnly } of importsOf(file)) if (!isTypeOnly) visit(to);
    };
    visit('src/picture/index.ts');
    expect([...seen].some((name) => name.includes('worker/pool.ts'))).toBe(true);
    expect([...seen].filter((name) => name.includes('canvas') || name.includes('dagre') || name === 'marked')).toEqual(
      [],
    );
  });
});
