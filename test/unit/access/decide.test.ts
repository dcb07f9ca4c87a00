import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, decide, type Question } from '../../../src/access/decide.ts';
import type { PersonFacts, PlaceKind, Where, Which, Who } from '../../../src/access/question.ts';
import { isFlowRight } from '../../../src/access/rights.ts';
import { RIGHTS, USUAL_POLICY } from '../../../src/settings/access/policy.ts';
import type {
  AccessPolicy,
  AccessRule,
  Right,
  WherePattern,
  WhichPattern,
  WhoPattern,
} from '../../../src/settings/types.ts';

const member: PersonFacts = { kind: 'member', isAdmin: false };
const whoIs = (facts: PersonFacts | undefined, groups: [string, boolean][] = []): Who => ({
  userId: 'U1',
  facts,
  groups: new Map(groups),
});
const inChannel: Where = { channelId: 'C1', kind: 'public' };
const flow: Which = { account: 'production', custSpaceId: 'cams-eu', flowId: '17b6aa' };
const ask = (policy: Partial<AccessPolicy>, question: Partial<Question> = {}): Decision =>
  decide(
    { ...USUAL_POLICY, ...policy },
    { who: whoIs(member), where: inChannel, what: 'fetch', which: flow, ...question },
  );
const everybody: AccessRule['who'] = [{ kind: 'everybody' }];
const rule = (given: Partial<AccessRule> = {}): AccessRule => ({
  name: 'a rule',
  effect: 'allow',
  rights: ['fetch'],
  who: everybody,
  where: undefined,
  which: undefined,
  ...given,
});
const which = (given: Partial<WhichPattern> = {}): WhichPattern => ({
  account: 'production',
  space: undefined,
  flow: undefined,
  ...given,
});

describe('without a rule', () => {
  it.each(RIGHTS)('a member may %s, unless it is to administer', (what) => {
    expect(ask({}, { what }).allowed).toBe(what !== 'administer');
  });

  it.each(RIGHTS)('an administrator may %s', (what) => {
    expect(ask({}, { what, who: whoIs({ ...member, isAdmin: true }) }).allowed).toBe(true);
  });

  it.each(['guest', 'bot', 'outsider'] as const)('a %s may nothing, and reads so', (kind) => {
    for (const isAdmin of [false, true]) {
      for (const what of RIGHTS) {
        expect(ask({}, { what, who: whoIs({ kind, isAdmin }) })).toEqual({
          allowed: false,
          rule: 'members',
          why: kind,
        });
      }
    }
  });

  it('nobody may anything of whom Slack says nothing', () => {
    expect(ask({}, { who: whoIs(undefined) })).toMatchObject({ allowed: false, why: 'unknown-person' });
  });

  it('and with `default: deny` nobody may anything, administrators neither', () => {
    for (const what of RIGHTS) {
      const who = whoIs({ ...member, isAdmin: true });
      expect(ask({ default: 'deny' }, { what, who })).toEqual({
        allowed: false,
        rule: 'default: deny',
        why: 'default',
      });
    }
  });
});

describe('a rule', () => {
  const only = (given: Partial<AccessRule>) => ({ default: 'deny' as const, rules: [rule(given)] });

  it('is for its people', () => {
    const of = (who: WhoPattern[], asking: Who) => ask(only({ who }), { who: asking }).allowed;
    const guest = whoIs({ kind: 'guest', isAdmin: false });
    expect(of([{ kind: 'person', id: 'U1' }], whoIs(member))).toBe(true);
    expect(of([{ kind: 'person', id: 'U2' }], whoIs(member))).toBe(false);
    expect(of([{ kind: 'person', id: 'U1' }], guest)).toBe(true);
    expect(of([{ kind: 'guests' }], guest)).toBe(true);
    expect(of([{ kind: 'guests' }], whoIs(member))).toBe(false);
    expect(of([{ kind: 'everybody' }, { kind: 'admins' }], guest)).toBe(false);
    expect(of([{ kind: 'admins' }], whoIs(member))).toBe(false);
    expect(of([{ kind: 'admins' }], whoIs({ kind: 'guest', isAdmin: true }))).toBe(false);
    expect(of([{ kind: 'group', id: 'S1' }], whoIs(member, [['S1', true]]))).toBe(true);
    expect(of([{ kind: 'group', id: 'S1' }], whoIs(member, [['S1', false]]))).toBe(false);
  });

  it('is for its places', () => {
    const at = (where: WherePattern[], asking: Where) => ask(only({ where }), { where: asking }).allowed;
    const message: Where = { channelId: undefined, kind: 'direct-message' };
    expect(at([{ kind: 'channel', id: 'C1' }], inChannel)).toBe(true);
    expect(at([{ kind: 'channel', id: 'C2' }], inChannel)).toBe(false);
    expect(at([{ kind: 'public' }], inChannel)).toBe(true);
    expect(at([{ kind: 'private' }, { kind: 'direct-message' }], inChannel)).toBe(false);
    expect(at([{ kind: 'direct-message' }], message)).toBe(true);
    expect(at([{ kind: 'public' }, { kind: 'channel', id: 'C1' }], 'workspace')).toBe(false);
    expect(ask(only({ rights: ['settings'] }), { what: 'settings', where: 'workspace' }).allowed).toBe(true);
  });

  it('is for its flows', () => {
    const of = (pattern: Partial<WhichPattern>, asking: Which = flow) =>
      ask(only({ which: [which(pattern)] }), { which: asking }).allowed;
    expect(of({})).toBe(true);
    expect(of({ account: undefined })).toBe(true);
    expect(of({ account: 'staging' })).toBe(false);
    expect(of({ space: { custSpaceId: 'cams-eu' } })).toBe(true);
    expect(of({ space: { custSpaceId: undefined } })).toBe(false);
    expect(of({ space: { custSpaceId: undefined } }, { ...flow, custSpaceId: undefined })).toBe(true);
    expect(of({ flow: '17b6*' })).toBe(true);
    expect(of({ flow: '17b6a?' }, { ...flow, flowId: '17B6AA' })).toBe(true);
    expect(of({ flow: '17b7*' })).toBe(false);
  });

  it('is for its rights', () => {
    expect(ask(only({ rights: ['list', 'watch'] })).allowed).toBe(false);
  });

  it('opens a part where the question leaves the flow open, and says so', () => {
    const some = only({ which: [which({ flow: '17b6*' })] });
    expect(ask(some, { which: undefined })).toMatchObject({ allowed: true, of: 'some' });
    expect(ask(some, { which: { account: 'production', isOfAnySpace: true } })).toMatchObject({ of: 'some' });
    expect(ask(some, { which: { account: 'staging', isOfAnySpace: true } }).allowed).toBe(false);
    const closed = { rules: [rule({ effect: 'deny' as const, which: [which({ flow: '17b6*' })] })] };
    expect(ask(closed, { which: { account: 'production', custSpaceId: undefined } })).toMatchObject({ of: 'some' });
    expect(ask(closed, { which: { account: 'staging', custSpaceId: undefined } })).toMatchObject({ of: 'all' });
    expect(ask(closed)).toEqual({ allowed: false, rule: 'a rule', why: 'rule' });
  });
});

describe('what Slack does not say', () => {
  const unknown: [string, Partial<AccessRule>, Partial<Question>][] = [
    ['who it is', { who: [{ kind: 'guests' }] }, { who: whoIs(undefined) }],
    ['who is in a group', { who: [{ kind: 'group', id: 'S1' }] }, {}],
    [
      'what kind of conversation it is',
      { where: [{ kind: 'private' }] },
      { where: { channelId: 'C1', kind: undefined } },
    ],
  ];

  it.each(unknown)('counts against who asks: %s', (_what, given, question) => {
    expect(ask({ default: 'deny', rules: [rule(given)] }, question).allowed).toBe(false);
    expect(ask({ rules: [rule({ ...given, effect: 'deny' })] }, question).allowed).toBe(false);
  });
});

describe('any rules', () => {
  const accounts = ['production', 'staging', 'test'];
  const channels = ['C1', 'C2', 'C3'];
  const right = fc.constantFrom<Right[]>(...RIGHTS);
  const whoPattern: fc.Arbitrary<WhoPattern> = fc.oneof(
    fc.constantFrom('everybody' as const, 'admins' as const, 'guests' as const).map((kind) => ({ kind })),
    fc.record({ kind: fc.constant('person' as const), id: fc.constantFrom('U1', 'U2') }),
    fc.record({ kind: fc.constant('group' as const), id: fc.constantFrom('S1', 'S2') }),
  );
  const wherePattern: fc.Arbitrary<WherePattern> = fc.oneof(
    fc.constantFrom('public' as const, 'private' as const, 'direct-message' as const).map((kind) => ({ kind })),
    fc.record({ kind: fc.constant('channel' as const), id: fc.constantFrom(...channels) }),
  );
  const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const whichPattern: fc.Arbitrary<WhichPattern> = fc.record({
    account: optional(fc.constantFrom(...accounts)),
    space: optional(fc.record({ custSpaceId: optional(fc.constantFrom('cams-eu', 'cams-us')) })),
    flow: optional(fc.constantFrom('17b6*', '*', '17b6aa', '??b6*')),
  });
  const anyRule: fc.Arbitrary<AccessRule> = fc
    .record({
      name: fc.string(),
      effect: fc.constantFrom('allow' as const, 'deny' as const),
      rights: fc.uniqueArray(right, { minLength: 1 }),
      who: fc.array(whoPattern, { minLength: 1, maxLength: 3 }),
      where: optional(fc.array(wherePattern, { minLength: 1, maxLength: 3 })),
      which: optional(fc.array(whichPattern, { minLength: 1, maxLength: 3 })),
    })
    .map((given) => (given.which && !given.rights.every(isFlowRight) ? { ...given, which: undefined } : given));
  const policy: fc.Arbitrary<AccessPolicy> = fc.record({
    default: fc.constantFrom('members' as const, 'deny' as const),
    ask: fc.constant(undefined),
    rules: fc.array(anyRule, { maxLength: 6 }),
  });
  const facts: fc.Arbitrary<PersonFacts | undefined> = optional(
    fc.record({
      kind: fc.constantFrom('member' as const, 'guest' as const, 'bot' as const, 'outsider' as const),
      isAdmin: fc.boolean(),
    }),
  );
  const who: fc.Arbitrary<Who> = fc.record({
    userId: fc.constantFrom('U1', 'U2', 'U3'),
    facts,
    groups: fc.array(fc.tuple(fc.constantFrom('S1', 'S2'), fc.boolean())).map((entries) => new Map(entries)),
  });
  const place: fc.Arbitrary<Where> = fc.oneof(
    fc.constant('workspace' as const),
    fc.record({
      channelId: optional(fc.constantFrom(...channels)),
      kind: optional(fc.constantFrom<PlaceKind[]>('public', 'private', 'direct-message')),
    }),
  );
  const target: fc.Arbitrary<Which> = fc.record({
    account: fc.constantFrom(...accounts),
    custSpaceId: optional(fc.constantFrom('cams-eu', 'cams-us')),
    flowId: fc.constantFrom('17b6aa', '17b7bb', 'ZZ'),
  });
  const question: fc.Arbitrary<Question> = fc.record({ who, where: place, what: right, which: target });
  const check = <T>(
    arbitraries: [fc.Arbitrary<AccessPolicy>, fc.Arbitrary<Question>, fc.Arbitrary<T>],
    holds: (given: AccessPolicy, asked: Question, more: T) => void,
  ) => fc.assert(fc.property(...arbitraries, holds), { numRuns: 2000 });

  it('give the same answer in any order', () => {
    const seed = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    check([policy, question, seed], (given, asked, order) => {
      const shuffled = given.rules
        .map((each, index) => ({ each, at: order[index] ?? 0 }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ each }) => each);
      expect(decide({ ...given, rules: shuffled }, asked).allowed).toBe(decide(given, asked).allowed);
    });
  });

  it('grant nothing by `default: deny` that no rule allows, whoever it is and wherever', () => {
    check([policy, question, fc.constant(undefined)], (given, asked) => {
      const denying = given.rules.filter(({ effect }) => effect === 'deny');
      expect(decide({ ...given, default: 'deny', rules: denying }, asked).allowed).toBe(false);
      const decision = decide({ ...given, default: 'deny' }, asked);
      const names = given.rules.filter(({ effect }) => effect === 'allow').map(({ name }) => name);
      if (decision.allowed) expect(names).toContain(decision.rule);
    });
  });

  it('allow no more by `default: deny` than without it', () => {
    check([policy, question, fc.constant(undefined)], (given, asked) => {
      const usual = decide({ ...given, default: 'members' }, asked).allowed;
      if (decide({ ...given, default: 'deny' }, asked).allowed) expect(usual).toBe(true);
    });
  });

  it('refuse what one of them denies, whatever the others allow', () => {
    check([policy, question, anyRule], (given, asked, other) => {
      const denies: AccessRule = { ...other, effect: 'deny', rights: [asked.what], where: undefined, which: undefined };
      const isMeant = decide(
        { ...USUAL_POLICY, default: 'deny', rules: [{ ...denies, effect: 'allow' }] },
        asked,
      ).allowed;
      if (isMeant) expect(decide({ ...given, rules: [...given.rules, denies] }, asked).allowed).toBe(false);
    });
  });

  it('never allow more with one more that denies, nor less with one more that allows', () => {
    check([policy, question, anyRule], (given, asked, more) => {
      const before = decide(given, asked).allowed;
      const after = decide({ ...given, rules: [...given.rules, more] }, asked).allowed;
      if (more.effect === 'deny') expect(after && !before).toBe(false);
      else expect(before && !after).toBe(false);
    });
  });

  it('open no other account, space or flow than the one that a rule names', () => {
    check([policy, question, whichPattern], (given, asked, pattern) => {
      const { which: asksFor } = asked;
      if (pattern.account === undefined || pattern.account === asksFor?.account) return;
      const opens = rule({
        rights: RIGHTS.filter(isFlowRight),
        who: [{ kind: 'person', id: asked.who.userId }],
        which: [pattern],
      });
      const before = decide(given, asked);
      expect(decide({ ...given, rules: [...given.rules, opens] }, asked)).toEqual(before);
    });
  });

  it('say of a space that all is allowed only where each of its flows is', () => {
    check([policy, question, fc.constantFrom('17b6aa', '17b7bb', 'zz', '00b6')], (given, asked, flowId) => {
      const { which: asksFor } = asked;
      if (asksFor === undefined) return;
      const space = { account: asksFor.account, custSpaceId: asksFor.custSpaceId };
      const whole = decide(given, { ...asked, which: space });
      const one = decide(given, { ...asked, which: { ...space, flowId } });
      if (!whole.allowed) expect(one.allowed).toBe(false);
      else if (whole.of === 'all') expect(one.allowed).toBe(true);
    });
  });

  it('never count a guest, a bot or an outsider among everybody', () => {
    check(
      [policy, question, fc.constantFrom('guest' as const, 'bot' as const, 'outsider' as const)],
      (given, asked, kind) => {
        const ofEverybody = given.rules.map((each) => ({
          ...each,
          who: [{ kind: 'everybody' as const }, { kind: 'admins' as const }],
        }));
        const as = { ...asked, who: { ...asked.who, facts: { kind, isAdmin: true } } };
        expect(decide({ ...given, rules: ofEverybody }, as).allowed).toBe(false);
      },
    );
  });
});
