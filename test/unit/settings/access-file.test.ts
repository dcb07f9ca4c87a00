import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { accessIn } from '../../../src/settings/access/access-file.ts';
import { FLOW_RIGHTS, RIGHTS, USUAL_POLICY } from '../../../src/settings/access/policy.ts';
import { accessJsonSchema } from '../../../src/settings/access/schema.ts';
import { settingsOf } from '../../../src/settings/load-settings.ts';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import type { AccessPolicy, AccountSettings } from '../../../src/settings/types.ts';
import { readYamlFile } from '../../../src/settings/yaml-file.ts';
import { fileOf, problemsOf, SLACK } from './support.ts';

const accountOf = (name: string, more: Partial<AccountSettings> = {}): AccountSettings => ({
  name,
  endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
  accessKey: undefined,
  custSpaceId: 'cams-main',
  callsPerSecond: 5,
  spaces: [],
  ...more,
});
const ACCOUNTS = [
  accountOf('production', { spaces: [{ name: 'eu-shop', custSpaceId: 'cams-eu' }] }),
  accountOf('staging', { custSpaceId: undefined, spaces: [{ name: 'us-test', custSpaceId: 'cams-us' }] }),
];
const rule = (more: object = {}) => ({
  name: 'a rule',
  effect: 'allow',
  what: ['fetch'],
  who: ['everybody'],
  ...more,
});
const read = (content: unknown) => accessIn(fileOf(content), ACCOUNTS);
function policyOf(content: unknown): AccessPolicy {
  const found = read(content);
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  return found.policy;
}
const faultsOf = (content: unknown): readonly string[] => {
  const found = read(content);
  return 'problems' in found ? found.problems : [];
};
const whichOf = (...which: object[]) => policyOf({ rules: [rule({ which })] }).rules[0]?.which;

describe('a file of rules', () => {
  it.each([null, {}, { rules: null }, { default: 'allow' }, { rules: [] }])(
    'that says nothing is as no file: %j',
    (content) => {
      expect(policyOf(content)).toEqual({ ...USUAL_POLICY, askIn: new Map() });
    },
  );

  it('spells out people, places and rights', () => {
    const who = ['everybody', 'workspace-admins', 'guests', 'U0LENA', 'W0LENA', 'S0CAMP', 'T0ONE/S0CAMP', '@Campaigns'];
    const where = ['public-channels', 'private-conversations', 'direct-messages', 'C0ONE', 'G0ONE'];
    const given = rule({ who, where, effect: 'deny', what: ['watch', 'fetch', 'fetch'] });
    expect(policyOf({ default: 'deny', rules: [given, rule({ name: 'all', what: ['everything'] })] })).toEqual({
      default: 'deny',
      ask: undefined,
      askIn: new Map(),
      rules: [
        {
          name: 'a rule',
          effect: 'deny',
          rights: ['fetch', 'watch'],
          who: [
            { kind: 'everybody' },
            { kind: 'admins' },
            { kind: 'guests' },
            { kind: 'person', id: 'U0LENA' },
            { kind: 'person', id: 'W0LENA' },
            { kind: 'group', id: 'S0CAMP' },
            { kind: 'group', id: 'T0ONE/S0CAMP' },
            { kind: 'group', id: '@campaigns' },
          ],
          where: [
            { kind: 'public' },
            { kind: 'private' },
            { kind: 'direct-message' },
            { kind: 'channel', id: 'C0ONE' },
            { kind: 'channel', id: 'G0ONE' },
          ],
          which: undefined,
        },
        {
          name: 'all',
          effect: 'allow',
          rights: [...RIGHTS],
          who: [{ kind: 'everybody' }],
          where: undefined,
          which: undefined,
        },
      ],
    });
  });

  it('names flows as commands do', () => {
    expect(whichOf({ account: 'staging' }, { flow: '17B6*' })).toEqual([
      { account: 'staging', space: undefined, flow: undefined },
      { account: undefined, space: undefined, flow: '17b6*' },
    ]);
    const eu = { account: 'production', space: { custSpaceId: 'cams-eu' }, flow: undefined };
    expect(whichOf({ space: 'eu-shop' }, { account: 'production', space: 'EU-shop' })).toEqual([eu, eu]);
    expect(whichOf({ space: 'production', flow: '9?' })).toEqual([
      { account: 'production', space: { custSpaceId: 'cams-main' }, flow: '9?' },
    ]);
    expect(whichOf({ account: 'production', space: 'cams-77' })).toEqual([
      { ...eu, space: { custSpaceId: 'cams-77' } },
    ]);
  });

  it('names whom to ask, in each workspace where there are several', () => {
    expect(policyOf({ ask: 'U0LENA' }).ask).toEqual({ kind: 'person', id: 'U0LENA' });
    expect(policyOf({ ask: 'S0CAMP' }).ask).toEqual({ kind: 'group', id: 'S0CAMP' });
    const { ask, askIn } = policyOf({ ask: ['T0ONE/U0LENA', 'C0HELP', 'T0TWO/G0HELP'] });
    expect(ask).toEqual({ kind: 'channel', id: 'C0HELP' });
    expect(askIn).toEqual(
      new Map([
        ['T0ONE', { kind: 'person', id: 'U0LENA' }],
        ['T0TWO', { kind: 'channel', id: 'G0HELP' }],
      ]),
    );
  });

  it.each<[string, unknown, string]>([
    ['no mapping', ['x'], 'the file must hold default, ask or rules'],
    ['an unknown key', { rule: [] }, 'rule is not known here'],
    ['another default', { default: 'members' }, 'default must be allow or deny'],
    ['a default that is left empty', { default: null }, 'default must be allow or deny'],
    ['nobody to ask', { ask: 'Lena' }, 'ask must be the ID of a person'],
    ['nobody to ask among others', { ask: ['U0LENA', '@lena'] }, 'ask'],
    ['rules that are no list', { rules: { name: 'x' } }, 'rules must be a list of rules'],
    ['text for a rule', { rules: ['x'] }, 'rules[0] must be a rule, with a name'],
    ['no name', { rules: [rule({ name: '' })] }, 'rules[0].name must be a name'],
    ['a name of two lines', { rules: [rule({ name: 'a\nb' })] }, 'rules[0].name must be a name'],
    ['a name that is taken', { rules: [rule(), rule()] }, 'rules[1].name is taken: a rule further up has it'],
    [
      "a name of the bot's own",
      { rules: [rule({ name: 'members' })] },
      "rules[0].name is taken: a rule of the bot's own",
    ],
    ['no effect', { rules: [rule({ effect: 'permit' })] }, 'rules[0].effect must be allow or deny'],
    ['an unknown right', { rules: [rule({ what: ['fetch', 'drop'] })] }, 'rules[0].what[1] must be fetch, list,'],
    ['no list of rights', { rules: [rule({ what: 'fetch' })] }, 'rules[0].what must be a list, as [fetch, list]'],
    ['nobody', { rules: [rule({ who: [] })] }, 'rules[0].who must be a list, as [everybody]'],
    [
      'an unknown person',
      { rules: [rule({ who: ['Lena'] })] },
      'rules[0].who[0] must be everybody, workspace-admins, guests',
    ],
    ['an unknown place', { rules: [rule({ where: ['#general'] })] }, 'rules[0].where[0] must be public-channels'],
    ['a place that is left empty', { rules: [rule({ where: null })] }, 'rules[0].where must be a list'],
    ['flows that are left empty', { rules: [rule({ which: null })] }, 'rules[0].which must be a list'],
    ['no flow', { rules: [rule({ which: [{}] })] }, 'rules[0].which[0] must have an account, a space or a flow'],
    [
      'an account that is left empty',
      { rules: [rule({ which: [{ account: null }] })] },
      'rules[0].which[0].account must be',
    ],
    [
      'a flow without quotation marks',
      { rules: [rule({ which: [{ flow: 926 }] })] },
      'rules[0].which[0].flow must be a flow ID in',
    ],
    ['no flow ID', { rules: [rule({ which: [{ flow: 'a b' }] })] }, 'rules[0].which[0].flow must be a flow ID in'],
    [
      'an unknown account',
      { rules: [rule({ which: [{ account: 'prod' }] })] },
      'rules[0].which[0].account names no account of the settings',
    ],
    [
      "another account's space",
      { rules: [rule({ which: [{ account: 'staging', space: 'eu-shop' }] })] },
      'rules[0].which[0].space is of another account',
    ],
    [
      'the own space of an account that does not say which it is',
      { rules: [rule({ which: [{ space: 'staging' }] })] },
      "rules[0].which[0].space can't be told from the own space of staging",
    ],
    [
      'a space of an account that does not say which its own is',
      { rules: [rule({ which: [{ account: 'staging', space: 'us-test' }] })] },
      "rules[0].which[0].space can't be told from the own space of staging",
    ],
    [
      'a space of any account, where one does not say which its own is',
      { rules: [rule({ which: [{ space: 'cams-9' }] })] },
      "rules[0].which[0].space can't be told from the own space of staging",
    ],
    [
      'flows beside what is about none',
      { rules: [rule({ what: ['fetch', 'ops'], which: [{ account: 'staging' }] })] },
      'rules[0].which says of which flows, and ops are about none',
    ],
  ])('names what is wrong: %s', (_what, content, words) => {
    expect(faultsOf(content)).toEqual([expect.stringContaining(words)]);
  });
});

describe('ACCESS_FILE', () => {
  const env = { ...SLACK, ACCESS_FILE: 'access.yml' };

  it('is read as it is', async () => {
    const settings = await settingsOf({ ...SLACK, ACCESS_FILE: 'access.example.yml' });
    expect(settings.accessFile).toBe('access.example.yml');
    expect(settings.access.ask).toEqual({ kind: 'channel', id: 'C0123456789' });
    expect(settings.access.rules.map(({ name }) => name)).toEqual([
      'No production flows in public channels',
      'The agency fetches its flows',
    ]);
  });

  it('is not needed', () => {
    expect(parseSettings(SLACK)).toMatchObject({ access: USUAL_POLICY, accessFile: undefined });
  });

  it('names all faults at once, with line and column, beside those of the environment', async () => {
    const access = await readYamlFile('test/fixtures/access-with-faults.yml');
    expect(problemsOf({ ...env, PORT: 'x' }, { access })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^ACCESS_FILE \(access\.yml\): line 1, column 10: default must be allow or deny$/),
      expect.stringMatching(/^ACCESS_FILE \(access\.yml\): line 3, column 5: rules\[0\]\.who must be a list/),
      expect.stringMatching(/^ACCESS_FILE \(access\.yml\): line 5, column 12: rules\[0\]\.what\[0\] must be/),
      expect.stringMatching(/^ACCESS_FILE \(access\.yml\): line 6, column 5: rules\[0\]\.whom is not known here$/),
    ]);
  });

  it('that is not there, or no YAML, is a problem', async () => {
    const gone = await readYamlFile('test/fixtures/none.yml');
    expect(problemsOf(env, { access: gone })).toEqual(['ACCESS_FILE names no file: test/fixtures/none.yml']);
    expect(problemsOf(env)).toEqual(['ACCESS_FILE has not been read']);
  });

  it('has its faults named where the accounts are at fault, but those that follow from them', () => {
    const access = fileOf({ rules: [rule({ which: [{ account: 'production' }] }), rule({ name: 'members' })] });
    const accounts = fileOf({ accounts: [{ name: 'PRODUCTION' }] });
    expect(problemsOf({ ...env, ACCOUNTS_FILE: 'accounts.yml' }, { access, accounts })).toEqual([
      expect.stringContaining('accounts[0].name must be'),
      expect.stringContaining('rules[1].name is taken'),
    ]);
  });
});

describe('access.schema.json', () => {
  const schema: unknown = JSON.parse(readFileSync('access.schema.json', 'utf8'));

  it('is what the bot reads by: write it anew by `npm run docs:access`', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(accessJsonSchema())));
  });

  it('takes the example, and not what the bot refuses', () => {
    const isValid = new Ajv().compile(accessJsonSchema());
    expect(isValid(parse(readFileSync('access.example.yml', 'utf8')))).toBe(true);
    expect(isValid({ rules: [rule({ what: [...FLOW_RIGHTS] })] })).toBe(true);
    for (const wrong of [
      { default: 'x' },
      { rules: [rule({ who: ['Lena'] })] },
      { rules: [{ name: 'x' }] },
      { x: 1 },
    ]) {
      expect(isValid(wrong)).toBe(false);
    }
  });
});
