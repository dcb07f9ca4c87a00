import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Decision, decide, type Question } from '../../../src/access/decide.ts';
import type { PersonFacts, Where, Which, Who } from '../../../src/access/question.ts';
import { resolveSpace } from '../../../src/flows/ids/spaces.ts';
import { accessIn } from '../../../src/settings/access/access-file.ts';
import { RIGHTS } from '../../../src/settings/access/policy.ts';
import { accountsOf } from '../../../src/settings/accounts-in-file.ts';
import type { AccessPolicy, AccountSettings } from '../../../src/settings/types.ts';
import { fileOf } from '../settings/support.ts';

/** Reads the examples of docs/access.md: a file of rules, and a table of what follows from it. */

const DOCS = readFileSync('docs/access.md', 'utf8');
const KEYS = ['PROD_ACCESS_KEY_ID', 'PROD_ACCESS_KEY_SECRET', 'STAGING_ACCESS_KEY_ID', 'STAGING_ACCESS_KEY_SECRET'];
const ACCOUNTS: AccountSettings[] = accountsOf(
  parse(readFileSync('accounts.example.yml', 'utf8')),
  Object.fromEntries(KEYS.map((key) => [key, 'x'])),
).accounts;

const FACTS: Readonly<Record<string, PersonFacts>> = {
  'a member': { kind: 'member', isAdmin: false },
  'an administrator': { kind: 'member', isAdmin: true },
  'a guest': { kind: 'guest', isAdmin: false },
  'a bot': { kind: 'bot', isAdmin: false },
  'somebody of another organization': { kind: 'outsider', isAdmin: false },
};
const PLACES: Readonly<Record<string, Where>> = {
  'a public channel': { channelId: 'C0OTHER', kind: 'public' },
  'a private conversation': { channelId: 'G0OTHER', kind: 'private' },
  'a direct message': { channelId: 'D0OTHER', kind: 'direct-message' },
};

function unknown(what: string): never {
  throw new Error(`The test does not know ${what}`);
}

function whoIs(text: string, groupsOfRules: readonly string[]): Who {
  const [, group] = /^a member of (\S+)$/.exec(text) ?? [];
  const is = group === undefined ? text : 'a member';
  const groups = new Map(groupsOfRules.map((each) => [each, each === group]));
  if (/^U\w+$/.test(text)) return { userId: text, facts: FACTS['a member'], groups };
  return { userId: 'U0SOMEBODY', facts: FACTS[is] ?? unknown(text), groups };
}

const whereIs = (text: string): Where =>
  /^C\w+$/.test(text) ? { channelId: text, kind: 'public' } : (PLACES[text] ?? unknown(text));

function whichIs(text: string): Which | undefined {
  const [, flowId, word] = /^(\S+) of (\S+)$/.exec(text) ?? [];
  if (flowId === undefined) return undefined;
  const space = resolveSpace(ACCOUNTS, word, undefined);
  return space.ok ? { ...space.value, flowId } : unknown(text);
}

function policyOf(yaml: string): AccessPolicy {
  const found = accessIn(fileOf(parse(yaml)), ACCOUNTS);
  return 'policy' in found ? found.policy : unknown(found.problems.join('\n'));
}

const answerText = (decision: Decision) => (decision.allowed ? 'yes' : `no: \`${decision.rule}\``);

interface Row {
  line: string;
  question: Question;
  answer: string;
}

function rowsOf(table: string, { rules }: AccessPolicy): Row[] {
  const groups = rules.flatMap(({ who }) => who.flatMap((each) => (each.kind === 'group' ? [each.id] : [])));
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => {
      const [, who = '', where = '', what = '', flow = '', answer = ''] = line.split('|').map((cell) => cell.trim());
      const right = RIGHTS.find((each) => each === what) ?? unknown(what);
      const question = { who: whoIs(who, groups), where: whereIs(where), what: right, which: whichIs(flow) };
      return { line, question, answer };
    });
}

const EXAMPLES = [...DOCS.matchAll(/^### (.+)\n[\s\S]*?```yaml\n([\s\S]*?)```\n\n((?:\|.*\n)+)/gm)].map(
  ([, title = '', yaml = '', table = '']) => ({ title, yaml, table }),
);

describe('the examples of docs/access.md', () => {
  it('are found, each with its table', () => {
    expect(EXAMPLES).toHaveLength(DOCS.split('```yaml').length - 1);
    expect(EXAMPLES.length).toBeGreaterThan(3);
  });

  it.each(EXAMPLES)('decide as they say: $title', ({ yaml, table }) => {
    const policy = policyOf(yaml);
    const rows = rowsOf(table, policy);
    expect(rows.length).toBeGreaterThan(4);
    for (const { line, question, answer } of rows) {
      expect([line, answerText(decide(policy, question))]).toEqual([line, answer]);
    }
  });

  it('and the example to copy is a file of rules', () => {
    const found = accessIn(fileOf(parse(readFileSync('access.example.yml', 'utf8'))), [
      { ...(ACCOUNTS[0] ?? unknown('accounts')), name: 'default' },
    ]);
    expect(found).toHaveProperty('policy');
  });
});
