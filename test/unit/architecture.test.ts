import { describe, expect, it } from 'vitest';
import { arrowsOfRules, partOf, RULES, violationsIn } from '../support/import-rules.ts';
import { circlesIn, importsOf, modulesNamedIn, readSource, sourcesIn } from '../support/imports.ts';

const files = sourcesIn('src');
const imports = files.flatMap((file) => importsOf(file));

describe('an import is seen', () => {
  it.each([
    ['of a value', "import { a } from './a.ts';", false],
    ['of a default', "import a from './a.ts';", false],
    ['of everything', "import * as a from './a.ts';", false],
    ['over several lines', "import {\n  a,\n  b,\n} from './a.ts';", false],
    ['for its side effects', "import './a.ts';", false],
    ['of a type', "import type { A } from './a.ts';", true],
    ['of a type by the name, which leaves the import itself', "import { type A } from './a.ts';", false],
    ['passed on', "export { a } from './a.ts';", false],
    ['passed on as a whole', "export * from './a.ts';", false],
    ['of a type passed on', "export type { A } from './a.ts';", true],
    ['of all types passed on', "export type * from './a.ts';", true],
    ['when the program runs', "const load = () => import('./a.ts');", false],
    ['within a type', "type A = import('./a.ts').A;", true],
    ['by require', "const a = require('./a.ts');", false],
    ['as the file of a worker', "new Worker(new URL('./a.ts', import.meta.url));", false],
    ['by its address', "new Worker(import.meta.resolve('./a.ts'));", false],
    ['in double quotes, without a semicolon', 'import { a } from "./a.ts"', false],
  ])('%s', (_name, source, isTypeOnly) => {
    expect(modulesNamedIn('b.ts', source)).toEqual([{ specifier: './a.ts', isTypeOnly }]);
    expect(importsOf('src/flows/b.ts', source)).toEqual([{ from: 'src/flows/b.ts', to: 'src/flows/a.ts', isTypeOnly }]);
  });

  it('and nothing else is taken for one', () => {
    expect(
      modulesNamedIn('b.ts', "// import './a.ts'\nconst text = \"import './a.ts'\"; new URL('./a', base);"),
    ).toEqual([]);
  });

  it('or refused, where its name is put together when the program runs', () => {
    expect(() => importsOf('src/b.ts', 'import(name);')).toThrow('nobody can tell');
  });
});

describe('a circle is found', () => {
  const arrows = (...pairs: string[]) => pairs.map((pair) => ({ from: pair[0] ?? '', to: pair[1] ?? '' }));

  it.each([
    [['ab', 'ba'], [['a', 'b']]],
    [['ab', 'bc', 'ca'], [['a', 'b', 'c']]],
    [
      ['ab', 'ba', 'bc', 'cd', 'dc'],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [['ab', 'ac', 'bd', 'cd'], []],
    [['aa'], []],
  ])('in %j', (pairs, circles) => {
    expect(circlesIn(arrows(...pairs)).sort()).toEqual(circles);
  });
});

describe('the rule of who may import whom', () => {
  it.each([
    ['src/flows/a.ts', 'src/requests/b.ts', 'flows know nobody who uses them'],
    ['src/cams/a.ts', 'src/flows/b.ts', 'nothing below calls back up'],
    ['src/requests/a.ts', 'src/slack/delivery/b.ts', 'requests know no Slack'],
    ['src/requests/a.ts', '@slack/bolt', 'requests know no Slack, not even its packages'],
    ['src/requests/a.ts', 'src/notify/b.ts', 'requests and watches are side by side'],
    ['src/notify/a.ts', 'src/requests/b.ts', 'requests and watches are side by side'],
    ['src/notify/a.ts', 'src/store/b.ts', 'the database is reached through interfaces'],
    ['src/slack/answers/a.ts', 'src/store/repositories/b.ts', 'the database is reached through interfaces'],
    ['src/flows/a.ts', 'kysely', 'only the store knows SQL'],
    ['src/slack/delivery/a.ts', '@alicloud/openapi-client', 'only cams knows the API'],
    ['src/picture/a.ts', 'src/clock.ts', 'a picture knows nothing but a flow'],
    ['src/picture/a.ts', 'src/flows/json/b.ts', 'a picture knows nothing but a flow'],
    ['src/checks/a.ts', 'src/picture/b.ts', 'checks know nothing but a flow'],
    ['src/settings/a.ts', 'src/log.ts', 'settings are read first'],
    ['src/clock.ts', 'src/log.ts', 'what everybody imports stands alone'],
    ['src/slack/listeners/a.ts', 'src/app.ts', 'app.ts is for main.ts'],
    ['src/main.ts', 'src/slack/listeners/a.ts', 'main.ts knows the app as a whole'],
    ['src/slack/answers/a.ts', 'src/slack/listeners/b.ts', 'nobody calls a listener'],
    ['src/flows/a.ts', 'sandbox/b.ts', 'the bot knows no stand-in'],
    ['src/flows/a.ts', 'test/support/b.ts', 'the bot knows no test'],
    ['src/flows/a.ts', 'bench/b.ts', 'the bot knows no bench'],
    ['src/new.ts', 'src/clock.ts', 'a file of the root has a rule'],
    ['src/helpers/a.ts', 'src/clock.ts', 'a folder has a rule'],
  ])('refuses that %s imports %s: %s', (from, to) => {
    expect(violationsIn([{ from, to, isTypeOnly: false }])).toEqual([`${from} imports ${to}`]);
    expect(violationsIn([{ from, to, isTypeOnly: true }])).toEqual([`${from} imports ${to} (types)`]);
  });

  it.each([
    ['src/store/a.ts', 'src/notify/records.ts'],
    ['src/store/a.ts', 'src/requests/journal.ts'],
    ['src/store/a.ts', 'src/slack/workspaces/installations/installations.ts'],
    ['src/slack/messages/a.ts', 'src/i18n.ts'],
    ['src/slack/messages/a.ts', 'src/flows/records.ts'],
    ['src/slack/messages/a.ts', 'src/slack/delivery/fault.ts'],
    ['src/slack/delivery/a.ts', 'src/slack/answers/b.ts'],
    ['src/slack/payloads/a.ts', 'src/slack/messages/b.ts'],
    ['src/slack/listeners/a.ts', 'src/cams/account.ts'],
    ['src/requests/a.ts', 'src/cams/account.ts'],
    ['src/app.ts', 'src/settings/types.ts'],
  ])('lets %s import %s for its types alone', (from, to) => {
    expect(violationsIn([{ from, to, isTypeOnly: true }])).toEqual([]);
    expect(violationsIn([{ from, to, isTypeOnly: false }])).toEqual([`${from} imports ${to}`]);
  });

  it.each([
    ['src/slack/listeners/a.ts', 'src/requests/b.ts'],
    ['src/slack/listeners/commands/a.ts', 'src/slack/answers/b.ts'],
    ['src/slack/delivery/a.ts', 'src/picture/b.ts'],
    ['src/slack/answers/a.ts', 'src/access/b.ts'],
    ['src/requests/a.ts', 'src/flows/fetch/b.ts'],
    ['src/requests/a.ts', 'src/audit/b.ts'],
    ['src/notify/a.ts', 'src/checks/b.ts'],
    ['src/flows/a.ts', 'src/cams/errors.ts'],
    ['src/flows/a.ts', 'src/clock.ts'],
    ['src/app.ts', 'src/store/database.ts'],
    ['src/cli/check.ts', 'src/checks/b.ts'],
  ])('lets %s import %s', (from, to) => {
    expect(violationsIn([{ from, to, isTypeOnly: false }])).toEqual([]);
  });
});

describe('the parts of src', () => {
  it('stand above one another, by the rules themselves', () => {
    expect(arrowsOfRules()).toContainEqual({ from: 'src/requests/', to: 'src/flows/' });
    expect(circlesIn(arrowsOfRules())).toEqual([]);
  });

  it('are found, each file in one of them', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(files.filter((file) => partOf(file) === undefined)).toEqual([]);
    const found = new Set(files.map(partOf));
    for (const part of [
      'src/cams/',
      'src/flows/',
      'src/notify/',
      'src/requests/',
      'src/slack/messages/',
      'src/app.ts',
    ]) {
      expect(found).toContain(part);
      expect(RULES).toHaveProperty([part]);
    }
  });

  it('import only whom they may', () => {
    expect(violationsIn(imports)).toEqual([]);
  });

  it('import one another in no circle, also of types', () => {
    expect(circlesIn(imports)).toEqual([]);
  });

  it('do not mention the sandbox', () => {
    expect(files.filter((file) => /sandbox|emulate/i.test(readSource(file)))).toEqual([]);
  });

  it('are joined in app.ts only: what calls the API and what reads the database is made there', () => {
    const makers = /^src\/(cams\/(client|budget|asset|account|account-with-budget)\.ts$|store\/(?!store-error\.ts$))/;
    const room = (file: string) => file.split('/')[1];
    const outside = imports.filter(
      ({ from, to, isTypeOnly }) => makers.test(to) && !isTypeOnly && room(from) !== room(to),
    );
    expect(new Set(outside.map(({ from }) => from))).toEqual(new Set(['src/app.ts']));
  });

  it('read the environment in load-settings.ts only', () => {
    const readers = files.filter((file) => /process\s*(\?\.|\.|\[)\s*['"`]?env/.test(readSource(file)));
    expect(readers).toEqual(['src/settings/load-settings.ts']);
  });
});
