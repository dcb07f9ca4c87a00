import type { AccessPolicy, AccessRule, Right, WherePattern, WhichPattern, WhoPattern } from '../settings/types.ts';
import { matchesGlob } from './glob.ts';
import type { Where, Which, Who } from './question.ts';

/** Why something is refused that no rule denies. */
export type RefusedWhy =
  /** A rule of the file denies it. */
  | 'rule'
  /** No rule allows it. */
  | 'default'
  /** Guests, bots and people of other organisations may what a rule allows them by name, and nothing else. */
  | 'guest'
  | 'bot'
  | 'outsider'
  /** Slack did not say who it is, or where. */
  | 'unknown-person';

export type Decision =
  /** `some`: it depends on the flow, which the question left open. */
  { allowed: true; rule: string; of: 'all' | 'some' } | { allowed: false; rule: string; why: RefusedWhy };

export interface Question {
  who: Who;
  where: Where;
  what: Right;
  /** Absent: whichever flow. */
  which?: Which | undefined;
}

type Answer = 'yes' | 'no' | 'unknown';

const yesIf = (holds: boolean): Answer => (holds ? 'yes' : 'no');
const not = (answer: Answer): Answer => (answer === 'unknown' ? answer : yesIf(answer === 'no'));
function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}
const allOf = (...answers: readonly Answer[]): Answer => not(anyOf(answers.map(not)));

function isMeant({ userId, facts, groups }: Who, pattern: WhoPattern): Answer {
  switch (pattern.kind) {
    case 'person':
      return yesIf(pattern.id === userId);
    case 'group': {
      const isIn = groups.get(pattern.id);
      return isIn === undefined ? 'unknown' : yesIf(isIn);
    }
    case 'everybody':
      return facts === undefined ? 'unknown' : yesIf(facts.kind === 'member');
    case 'admins':
      return facts === undefined ? 'unknown' : yesIf(facts.kind === 'member' && facts.isAdmin);
    case 'guests':
      return facts === undefined ? 'unknown' : yesIf(facts.kind === 'guest');
  }
}

function isThere(where: Where, pattern: WherePattern): Answer {
  // What is of the whole workspace is of no one place: neither opened nor closed by a rule for one.
  if (where === 'workspace') return 'no';
  if (pattern.kind === 'channel') return yesIf(where.channelId === pattern.id);
  return where.kind === undefined ? 'unknown' : yesIf(where.kind === pattern.kind);
}

/** `unknown` where it depends on what the question leaves open. */
function isAbout(which: Which | undefined, { account, space, flow }: WhichPattern): Answer {
  if (which === undefined) return 'unknown';
  const ofAccount = yesIf(account === undefined || account === which.account);
  // Whether Alibaba Cloud tells capitals in a space's ID from small letters isn't documented: no rule is got around by them.
  const isSame = space?.custSpaceId?.toLowerCase() === which.custSpaceId?.toLowerCase();
  const inSpace = which.isOfAnySpace ? 'unknown' : yesIf(isSame);
  const ofFlow = which.flowId === undefined ? 'unknown' : yesIf(matchesGlob(flow ?? '', which.flowId.toLowerCase()));
  return allOf(ofAccount, space === undefined ? 'yes' : inSpace, flow === undefined ? 'yes' : ofFlow);
}

/** Whether the rule is about who asks and where; and, apart from that, about the flow. */
function matchOf(rule: AccessRule, { who, where, which }: Question): { facts: Answer; flow: Answer } {
  const { who: people, where: places, which: flows } = rule;
  return {
    facts: allOf(
      anyOf(people.map((pattern) => isMeant(who, pattern))),
      places === undefined ? 'yes' : anyOf(places.map((pattern) => isThere(where, pattern))),
    ),
    flow: flows === undefined ? 'yes' : anyOf(flows.map((pattern) => isAbout(which, pattern))),
  };
}

/** What the bot's own rules are called where one of them decides. */
const BUILT_IN = { members: 'members', admins: 'admins', none: 'default: deny' } as const;

function byDefault({ default: usual }: AccessPolicy, { who: { facts }, what }: Question): Decision {
  if (facts === undefined) return { allowed: false, rule: BUILT_IN.members, why: 'unknown-person' };
  const { kind, isAdmin } = facts;
  if (kind !== 'member') return { allowed: false, rule: BUILT_IN.members, why: kind };
  if (usual === 'deny') return { allowed: false, rule: BUILT_IN.none, why: 'default' };
  if (what !== 'administer') return { allowed: true, rule: BUILT_IN.members, of: 'all' };
  return isAdmin
    ? { allowed: true, rule: BUILT_IN.admins, of: 'all' }
    : { allowed: false, rule: BUILT_IN.admins, why: 'default' };
}

/**
 * Decides whether somebody may do something. Rules that deny come before those that allow, and those before the default;
 * otherwise their order means nothing. What Slack did not say counts against who asks: a rule that may deny it does, one
 * that may allow it does not.
 */
export function decide(policy: AccessPolicy, question: Question): Decision {
  const rules = policy.rules
    .filter(({ rights }) => rights.includes(question.what))
    .map((rule) => ({ rule, ...matchOf(rule, question) }));
  const denying = rules.filter(({ rule, facts, flow }) => rule.effect === 'deny' && facts !== 'no' && flow !== 'no');
  const denied = denying.find(({ flow }) => flow === 'yes');
  if (denied !== undefined) {
    const why = denied.facts === 'unknown' && question.who.facts === undefined ? 'unknown-person' : 'rule';
    return { allowed: false, rule: denied.rule.name, why };
  }
  const allowing = rules.filter(({ rule, facts, flow }) => rule.effect === 'allow' && facts === 'yes' && flow !== 'no');
  const usual = byDefault(policy, question);
  const whole = allowing.find(({ flow }) => flow === 'yes')?.rule.name ?? (usual.allowed ? usual.rule : undefined);
  if (whole !== undefined) return { allowed: true, rule: whole, of: denying.length === 0 ? 'all' : 'some' };
  const [part] = allowing;
  return part === undefined ? usual : { allowed: true, rule: part.rule.name, of: 'some' };
}
