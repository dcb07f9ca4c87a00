import type { Clock } from '../clock.ts';
import type { Person } from '../flows/records.ts';
import type { AccessPolicy, AccessRule, Right } from '../settings/types.ts';
import { type Decision, decide } from './decide.ts';
import { isDirectMessage } from './direct-message.ts';
import { NotAllowed } from './not-allowed.ts';
import type { PersonFacts, PlaceKind, Where, Which, Who } from './question.ts';

/** At once where it is known, and else once Slack has said it; undefined: it does not. Never rejects. */
export type Fact<T> = T | undefined | Promise<T | undefined>;

/** What Slack says of people and places. */
export interface AccessFacts {
  /** As of the last minute; older where Slack does not say now. */
  person(person: Person): Fact<PersonFacts>;
  isInGroup(person: Person, groupId: string): Fact<boolean>;
  placeKind(teamId: string, channelId: string): Fact<PlaceKind>;
}

/** Who wants something, and where it came from. */
export interface Caller {
  person: Person;
  /** Undefined: the Home tab, or a menu that belongs to no conversation. */
  channelId: string | undefined;
  /** The payload itself says that the person is of another organisation. */
  isOutsider?: boolean | undefined;
}

/** One person in one place, as the rules see them. */
export interface Asked {
  person: Person;
  /** @param where absent: where they are. */
  decide(what: Right, which?: Which, where?: Where): Decision;
  /** The same person in another conversation. */
  in(channelId: string | undefined): Promise<Asked>;
  /** Why they may not; undefined: they may. */
  refusal(what: Right, which?: Which, where?: Where): NotAllowed | undefined;
  /** @throws {NotAllowed} where there is a `refusal`. */
  demand(what: Right, which?: Which, where?: Where): void;
}

/** The rules are being asked. */
export interface Asking {
  /** Undefined while Slack is being asked. */
  now(): Asked | undefined;
  /** Never rejects. */
  asked: Promise<Asked>;
}

export interface Access {
  /** @param patienceMs after this the rules are asked without what Slack did not say. */
  ask(caller: Caller, patienceMs?: number): Asking;
}

export interface AccessParts {
  policy: () => AccessPolicy;
  facts: AccessFacts;
  clock: Pick<Clock, 'wait'>;
}

/** Of the three seconds that Slack waits for an ack; milliseconds. */
const PATIENCE_MS = 2000;

const OUTSIDER: PersonFacts = { kind: 'outsider', isAdmin: false };

/** The groups that rules name, each once. */
export const groupsIn = (rules: readonly AccessRule[]): string[] => [
  ...new Set(rules.flatMap(({ who }) => who.flatMap((each) => (each.kind === 'group' ? [each.id] : [])))),
];
const asksForKind = (rules: readonly AccessRule[]): boolean =>
  rules.some(({ where }) => where?.some(({ kind }) => kind !== 'channel'));

/** Undefined where one is still to come. */
function allNow<T>(facts: readonly Fact<T>[]): (T | undefined)[] | undefined {
  const known = facts.flatMap((fact) => (fact instanceof Promise ? [] : [fact]));
  return known.length === facts.length ? known : undefined;
}

/** Asks Slack for what the rules need to know, and only for that. */
export function createAccess({ policy, facts, clock }: AccessParts): Access {
  function patient<T>(fact: Fact<T>, patienceMs: number): Fact<T> {
    return fact instanceof Promise ? Promise.race([fact, clock.wait(patienceMs).then(() => undefined)]) : fact;
  }

  /** Undefined also where no rule asks for it. */
  function kindOf(teamId: string, channelId: string | undefined, { rules }: AccessPolicy): Fact<PlaceKind> | undefined {
    if (channelId === undefined || isDirectMessage(channelId)) return 'direct-message';
    return asksForKind(rules) ? patient(facts.placeKind(teamId, channelId), PATIENCE_MS) : undefined;
  }

  function askedOf(person: Person, who: Who, here: Where, rules: AccessPolicy): Asked {
    const asked: Asked = {
      person,
      decide: (what, which, where = here) => decide(rules, { who, where, what, which }),
      async in(channelId) {
        if (here !== 'workspace' && here.channelId === channelId) return asked;
        return askedOf(person, who, { channelId, kind: await kindOf(person.teamId, channelId, rules) }, rules);
      },
      refusal(what, which, where) {
        const decision = asked.decide(what, which, where);
        if (decision.allowed) return undefined;
        const { rule, why } = decision;
        return new NotAllowed({ right: what, rule, why, ask: rules.askIn?.get(person.teamId) ?? rules.ask });
      },
      demand(what, which, where) {
        const refusal = asked.refusal(what, which, where);
        if (refusal !== undefined) throw refusal;
      },
    };
    return asked;
  }

  return {
    ask({ person, channelId, isOutsider }, patienceMs = PATIENCE_MS) {
      const rules = policy();
      const groupIds = groupsIn(rules.rules);
      const personFacts = isOutsider === true ? OUTSIDER : patient(facts.person(person), patienceMs);
      const memberships = groupIds.map((id) => patient(facts.isInGroup(person, id), patienceMs));
      const kind = kindOf(person.teamId, channelId, rules);

      const asOf = (
        known: PersonFacts | undefined,
        isIn: (boolean | undefined)[],
        is: PlaceKind | undefined,
      ): Asked => {
        const groups = groupIds.flatMap((id, index) => {
          const answer = isIn[index];
          return answer === undefined ? [] : [[id, answer] as const];
        });
        const who = { userId: person.userId, facts: known, groups: new Map(groups) };
        return askedOf(person, who, { channelId, kind: is }, rules);
      };
      const isIn = allNow(memberships);
      if (!(personFacts instanceof Promise) && !(kind instanceof Promise) && isIn !== undefined) {
        const asked = asOf(personFacts, isIn, kind);
        return { asked: Promise.resolve(asked), now: () => asked };
      }
      let known: Asked | undefined;
      const asked = Promise.all([personFacts, Promise.all(memberships), kind]).then((said) => {
        known = asOf(...said);
        return known;
      });
      return { asked, now: () => known };
    },
  };
}
