import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOOR_TABLE_BEGIN, DOOR_TABLE_END, doorTable } from '../../scripts/access/door-table.ts';
import { translateTo } from '../../src/i18n.ts';
import { SUBCOMMANDS } from '../../src/slack/listeners/commands/table.ts';
import { createDoors } from '../../src/slack/listeners/doors.ts';
import { errorText } from '../../src/slack/messages/error-texts.ts';
import { TABLES } from '../../src/store/tables.ts';
import { sourcesIn } from '../support/imports.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');
const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(resolve(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];
const ARCHITECTURE = read('docs/architecture.md');

/** Files and folders of ours that a text names in back-ticks. */
const pathsIn = (text: string) =>
  [...text.matchAll(/`((?:src|test|sandbox|bench|scripts|docs)\/[\w./-]*)`/g)].map(([, path = '']) => path);

/** Where the links and pictures of a text lead, but for addresses on the web. */
const linksIn = (text: string) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsIn = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

function isThere(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? from : relative(ROOT, resolve(ROOT, dirname(from), path));
  if (!existsSync(resolve(ROOT, file))) return false;
  return anchor === undefined || anchorsIn(read(file)).includes(anchor);
}

describe('the docs', () => {
  it('are found, and what they name is read', () => {
    expect(DOCS.length).toBeGreaterThan(20);
    expect(pathsIn('see `src/app.ts` and `src/flows/`, not `src/<name>`')).toEqual(['src/app.ts', 'src/flows/']);
    expect(linksIn('[a](b.md#c) ![d](e.png) [f](https://g)')).toEqual(['b.md#c', 'e.png']);
    expect(pathsIn(ARCHITECTURE).length).toBeGreaterThan(80);
  });

  it.each(DOCS)('name only files that are there: %s', (doc) => {
    expect(pathsIn(read(doc)).filter((path) => !existsSync(resolve(ROOT, path)))).toEqual([]);
  });

  it.each(DOCS)('lead to what is there: %s', (doc) => {
    expect(linksIn(read(doc)).filter((link) => !isThere(doc, link))).toEqual([]);
  });
});

describe('the architecture', () => {
  it('names every folder of src that has a rule of its own, and every one of slack/', () => {
    const folders = new Set(
      sourcesIn('src').flatMap((file) => {
        const [, top = '', below = '', deeper] = file.split('/');
        if (below === '') return [];
        return [top === 'slack' && deeper !== undefined ? `src/slack/${below}/` : `src/${top}/`];
      }),
    );
    folders.delete('src/slack/');
    const floors = ARCHITECTURE.slice(ARCHITECTURE.indexOf('## Floors'), ARCHITECTURE.indexOf('## Doors'));
    expect(folders.size).toBeGreaterThan(10);
    expect([...folders].filter((folder) => !floors.includes(`| \`${folder}\` `))).toEqual([]);
  });

  it('says of every table what is in it', () => {
    expect(Object.keys(TABLES).filter((table) => !ARCHITECTURE.includes(`\n| \`${table}\` `))).toEqual([]);
  });

  it('names the repositories of tables as their files are named', () => {
    const state = ARCHITECTURE.slice(ARCHITECTURE.indexOf('## Where state lies'), ARCHITECTURE.indexOf('## Three'));
    const named = [...state.matchAll(/`([\w-]+\.ts)`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !existsSync(resolve(ROOT, 'src/store/repositories', name)))).toEqual([]);
  });
});

it('the decisions are in their index, each under its number and title', () => {
  const index = read('docs/decisions/README.md');
  const files = DOCS.filter((doc) => /^docs\/decisions\/\d/.test(doc)).sort();
  expect(files.length).toBeGreaterThan(15);
  for (const [position, file] of files.entries()) {
    const title = /^# (\d+)\. (.+)$/m.exec(read(file));
    expect(title?.[1]).toBe(String(position + 1));
    expect(index).toContain(`\n${title?.[1]}. [${title?.[2]}](${file.replace('docs/decisions/', '')})\n`);
  }
});

describe('the README', () => {
  const readme = read('README.md');

  it('says of every door which right it takes: write it anew by `npm run docs:access`', () => {
    expect(readme).toContain(`${DOOR_TABLE_BEGIN}\n\n${doorTable()}\n\n${DOOR_TABLE_END}`);
    const doors = createDoors().filter((door) => 'right' in door);
    expect(doors.length).toBeGreaterThan(25);
    for (const { name } of doors) expect(doorTable()).toContain(`\`${name}\``);
    for (const { words } of SUBCOMMANDS) if (words[0] !== undefined) expect(doorTable()).toContain(`\`${words[0]}\``);
  });

  it('names every subcommand', () => {
    const words = SUBCOMMANDS.flatMap(({ words: [word] }) => (word === undefined ? [] : [word]));
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => !new RegExp(`\`(?:/flow-json )?${word}\\b[^\`]*\``).test(readme))).toEqual([]);
  });

  it('has the policy that the bot hands on where it lacks a permission', () => {
    const actionsIn = (text = '') => [...text.matchAll(/"(cams:\w+)"/g)].map(([, action]) => action);
    const handedOn = actionsIn(errorText(translateTo('en'), { kind: 'permission-denied' }).attachment);
    expect(handedOn.length).toBeGreaterThan(0);
    expect(actionsIn(readme)).toEqual(handedOn);
  });
});
