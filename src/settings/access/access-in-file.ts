import { CUST_SPACE_ID } from '../rules.ts';
import type { AccountSettings } from '../types.ts';
import { type Fault, faultsOf } from '../yaml-faults.ts';
import type { Path } from '../yaml-file.ts';
import {
  type AccessPolicy,
  type AccessRule,
  FLOW_RIGHTS,
  RIGHTS,
  type Right,
  type WherePattern,
  type WhichPattern,
  type WhomToAsk,
  type WhoPattern,
} from './policy.ts';
import { ASK, accessFile, EVERYTHING, GROUP, HANDLE, PEOPLE, PERSON, PLACES, type RuleInFile } from './schema.ts';

/** What the rules of the bot itself are called, where one of them decides. */
const TAKEN_NAMES: readonly string[] = ['members', 'admins', 'default: deny'];

const isWord = <Words extends object>(words: Words, given: string): given is keyof Words & string =>
  Object.hasOwn(words, given);

function whoOf(given: string): WhoPattern {
  if (isWord(PEOPLE, given)) return { kind: PEOPLE[given] };
  if (PERSON.test(given)) return { kind: 'person', id: given };
  // A handle is written in small letters, whatever somebody typed.
  return { kind: 'group', id: HANDLE.test(given) && !GROUP.test(given) ? given.toLowerCase() : given };
}

const whereOf = (given: string): WherePattern =>
  isWord(PLACES, given) ? { kind: PLACES[given] } : { kind: 'channel', id: given };

const ASK_KINDS: Readonly<Record<string, WhomToAsk['kind']>> = { S: 'group', C: 'channel', G: 'channel' };

function askOf(given: string): { teamId: string | undefined; whom: WhomToAsk } {
  const [, teamId, id = ''] = ASK.exec(given) ?? [];
  return { teamId, whom: { kind: ASK_KINDS[id.charAt(0)] ?? 'person', id } };
}

type WhichInFile = NonNullable<RuleInFile['which']>[number];
type Found<T> = { value: T } | { faults: Fault[] };

/**
 * The space that a rule names, as commands name it.
 *
 * Where an account does not say which its own space is, nobody could tell a rule for that space from one for all others:
 * then it is a fault, so that no rule is got around by leaving the space out, or by naming it.
 */
function spaceOf(
  given: string,
  account: string | undefined,
  accounts: readonly AccountSettings[],
  path: Path,
): Found<Pick<WhichPattern, 'account' | 'space'>> {
  const fault = (what: string) => ({ faults: [{ path, what }] });
  const word = given.toLowerCase();
  const ofAccount = accounts.filter(({ name }) => account === undefined || name === account);
  const owner = ofAccount.find(({ spaces }) => spaces.some(({ name }) => name === word));
  const meant = owner ?? ofAccount.find(({ name }) => name === word);
  const isNamedElsewhere = accounts.some(({ name, spaces }) =>
    [name, ...spaces.map((each) => each.name)].includes(word),
  );
  if (meant === undefined && isNamedElsewhere) return fault('is of another account');
  if (meant === undefined && !CUST_SPACE_ID.test(given)) return fault('names no space');
  const silent = (meant === undefined ? ofAccount : [meant]).filter(({ custSpaceId }) => custSpaceId === undefined);
  // All of an account with one space needs no space in the rule.
  if (silent.length > 0) {
    const names = silent.map(({ name }) => name).join(', ');
    return fault(
      `can't be told from the own space of ${names}: set default_space in accounts.yml (CAMS_CUST_SPACE_ID without one), or name the account alone`,
    );
  }
  if (meant === undefined) return { value: { account, space: { custSpaceId: given } } };
  const custSpaceId = meant.spaces.find(({ name }) => name === word)?.custSpaceId ?? meant.custSpaceId;
  return { value: { account: meant.name, space: { custSpaceId } } };
}

function whichOf(
  { account, space, flow }: WhichInFile,
  accounts: readonly AccountSettings[],
  path: Path,
): Found<WhichPattern> {
  if (account !== undefined && !accounts.some(({ name }) => name === account)) {
    return { faults: [{ path: [...path, 'account'], what: 'names no account of the settings' }] };
  }
  const ofFlow = { flow: flow?.toLowerCase() };
  if (space === undefined) return { value: { account, space: undefined, ...ofFlow } };
  const found = spaceOf(space, account, accounts, [...path, 'space']);
  return 'faults' in found ? found : { value: { ...found.value, ...ofFlow } };
}

const isOfFlows = (right: Right): boolean => FLOW_RIGHTS.some((each) => each === right);

function ruleOf(
  { name, effect, what, who, where, which }: RuleInFile,
  accounts: readonly AccountSettings[],
  path: Path,
): { rule: AccessRule; faults: Fault[] } {
  const rights = RIGHTS.filter((right) => what.includes(right) || what.includes(EVERYTHING));
  const found = which?.map((each, index) => whichOf(each, accounts, [...path, 'which', index]));
  const faults = found?.flatMap((each) => ('faults' in each ? each.faults : [])) ?? [];
  if (which !== undefined && !rights.every(isOfFlows)) {
    const others = rights.filter((right) => !isOfFlows(right)).join(', ');
    faults.push({ path: [...path, 'which'], what: `says of which flows, and ${others} are about none` });
  }
  const patterns = found?.flatMap((each) => ('value' in each ? [each.value] : []));
  return { rule: { name, effect, rights, who: who.map(whoOf), where: where?.map(whereOf), which: patterns }, faults };
}

function repeatedNames(rules: readonly RuleInFile[]): Fault[] {
  return rules.flatMap(({ name }, index) => {
    const fault = (what: string) => [{ path: ['rules', index, 'name'], what }];
    if (TAKEN_NAMES.includes(name)) return fault("is taken: a rule of the bot's own has it");
    return rules.findIndex((other) => other.name === name) < index ? fault('is taken: a rule further up has it') : [];
  });
}

/**
 * The rules that a file spells out.
 *
 * @param accounts of the settings, which the rules may name; undefined: they are at fault themselves.
 * @returns the rules, or each fault; none repeats what is no key or name of the file.
 */
export function accessOf(
  content: unknown,
  accounts: readonly AccountSettings[] | undefined,
): { policy: AccessPolicy } | { faults: Fault[] } {
  // A file that is empty says what no file says.
  const parsed = accessFile.safeParse(content ?? {});
  if (!parsed.success) return { faults: faultsOf(parsed.error) };
  const { default: usual = 'allow', ask = [], rules } = parsed.data;
  const found = (rules ?? []).map((rule, index) => ruleOf(rule, accounts ?? [], ['rules', index]));
  const faults = [
    ...repeatedNames(rules ?? []),
    ...(accounts === undefined ? [] : found.flatMap(({ faults: ofRule }) => ofRule)),
  ];
  if (faults.length > 0) return { faults };
  const asks = (typeof ask === 'string' ? [ask] : ask).map(askOf);
  return {
    policy: {
      default: usual === 'deny' ? 'deny' : 'members',
      ask: asks.find(({ teamId }) => teamId === undefined)?.whom,
      askIn: new Map(asks.flatMap(({ teamId, whom }) => (teamId === undefined ? [] : [[teamId, whom]]))),
      rules: found.map(({ rule }) => rule),
    },
  };
}
