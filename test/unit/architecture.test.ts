import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

interface Import {
  from: string;
  to: string;
  isTypeOnly: boolean;
}

const filesOf = (folder: string): string[] =>
  readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);

/** The imports of our own files; one that names types only leaves nothing to run. */
function importsOf(file: string): Import[] {
  const source = readFileSync(resolve(ROOT, file), 'utf8');
  return [...source.matchAll(/^(?:import|export) (type )?([^;]*?)from '(\.[^']+)';/gms)].map(
    ([, type, names, path]) => ({
      from: file,
      to: relative(ROOT, resolve(ROOT, dirname(file), path ?? '')),
      isTypeOnly: type !== undefined || /^\{(\s*type \w+,?)+\s*\}/.test(names ?? ''),
    }),
  );
}

const imports = filesOf('src').flatMap(importsOf);

/**
 * Who may import whom, types aside. `src/clock.ts` and `src/settings.ts` hold types that anybody may name; `src/i18n.ts`
 * is where whoever answers a person gets the texts from, and hands them to `messages`.
 */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  'src/checks/': /^src\/checks\//,
  'src/cams/': /^src\/(cams\/|settings\.ts)/,
  'src/flows/': /^src\/(flows|cams)\//,
  'src/notify/': /^src\/(notify|flows)\//,
  'src/slack/messages/': /^src\/slack\/messages\//,
  'src/store/': /^src\/(store\/|settings\.ts)/,
  'src/slack/': /^src\/((slack|flows|cams)\/|i18n\.ts)/,
};

describe('the parts of src', () => {
  it('are found', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it.each(Object.entries(MAY_IMPORT))('%s keeps to its own and what is below', (folder, allowed) => {
    const owner = (file: string) => Object.keys(MAY_IMPORT).find((part) => file.startsWith(part));
    const forbidden = imports.filter(
      ({ from, to, isTypeOnly }) => owner(from) === folder && !isTypeOnly && !allowed.test(to),
    );
    expect(forbidden).toEqual([]);
  });

  it('know nothing of the sandbox, the tests and the benches', () => {
    expect(imports.filter(({ to }) => /^(sandbox|test|bench)\//.test(to))).toEqual([]);
    const sources = filesOf('src').map((file) => readFileSync(resolve(ROOT, file), 'utf8'));
    expect(sources.filter((source) => /sandbox|emulate/i.test(source))).toEqual([]);
  });

  it('hand the store nothing to run: it knows the flows by their types', () => {
    const outside = imports.filter(({ from, to }) => from.startsWith('src/store/') && !to.startsWith('src/store/'));
    for (const known of ['src/flows/records.ts', 'src/flows/request-journal.ts', 'src/flows/watch-records.ts']) {
      expect(outside.map(({ to }) => to)).toContain(known);
    }
    expect(outside.filter(({ isTypeOnly }) => !isTypeOnly)).toEqual([]);
  });

  it('hand the messages nothing to run: whoever calls them brings texts and facts', () => {
    const outside = imports.filter(
      ({ from, to }) => from.startsWith('src/slack/messages/') && !to.startsWith('src/slack/messages/'),
    );
    expect(outside.some(({ to }) => to === 'src/i18n.ts')).toBe(true);
    expect(outside.filter(({ isTypeOnly }) => !isTypeOnly)).toEqual([]);
  });

  it('are joined in app.ts only', () => {
    const importers = (part: RegExp) =>
      imports.filter(({ to, isTypeOnly }) => part.test(to) && !isTypeOnly).map(({ from }) => from);
    expect(new Set(importers(/src\/cams\/(client|budget|asset|account)\.ts$/))).toEqual(new Set(['src/app.ts']));
    // What is thrown may be known by who explains it.
    const stores = /^src\/store\/(?!store-error\.ts$)/;
    const outside = importers(stores).filter((from) => !from.startsWith('src/store/'));
    expect(new Set(outside)).toEqual(new Set(['src/app.ts']));
  });

  it('read the environment in settings.ts only', () => {
    const readers = filesOf('src').filter((file) => readFileSync(resolve(ROOT, file), 'utf8').includes('process.env'));
    expect(readers).toEqual(['src/settings.ts']);
  });
});
