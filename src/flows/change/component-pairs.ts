import { lettersOf, pairByLikeness } from '../../likeness.ts';
import { pairSameBranches } from './branches.ts';
import type { Component } from './component-tree.ts';
import { pairByKey, pairNeighbours, pairRest, pairUnique } from './order.ts';

/** Two texts are taken for versions of one where half of their pairs of letters are shared. */
const LIKE_ENOUGH = 0.5;
/** The same, where the kind of text is another one as well. */
const LIKE_ENOUGH_OF_OTHER_TYPE = 0.7;

type Pairs = Map<Component, Component>;
type Pairing = (before: readonly Component[], after: readonly Component[]) => Pairs;
type Sign = (component: Component) => string | undefined;

/** What shows nothing but text: a heading may become a body. */
const TEXT_TYPES: ReadonlySet<string> = new Set([
  'TextHeading',
  'TextSubheading',
  'TextBody',
  'TextCaption',
  'RichText',
]);
const isText = ({ type }: Component) => TEXT_TYPES.has(type);
const HOLDERS: ReadonlySet<string> = new Set(['Form', 'If', 'Switch']);

const bySign: Sign = ({ sign }) => sign;
const byText: Sign = ({ type, name, text }) => JSON.stringify([type, name, text]);
/** By name, from the surest sign that two are one to the weakest. */
const NAMED_SIGNS: readonly Sign[] = [
  ({ type, name, path }) => (name === undefined ? undefined : JSON.stringify([type, name, path])),
  ({ type, name }) => (name === undefined ? undefined : JSON.stringify([type, name])),
  ({ name }) => name,
  ({ type, name, text }) => (name === undefined || text === '' ? undefined : JSON.stringify([type, text])),
  ({ name, text }) => (name === undefined || text === '' ? undefined : text),
];

const pairTexts: Pairing = (before, after) => {
  const isNameless = ({ name }: Component) => name === undefined;
  return pairByLikeness(before.filter(isNameless), after.filter(isNameless), {
    // What all bindings share says nothing.
    partsOf: ({ text }) => lettersOf(text.replaceAll(/\$\{(?:data|form|screen)\b|\}/g, '')),
    enough: (old, now) => {
      if (old.type === now.type) return LIKE_ENOUGH;
      return isText(old) && isText(now) ? LIKE_ENOUGH_OF_OTHER_TYPE : undefined;
    },
  });
};

/** Of what has no name, those that stand between the same others; of what holds others, those in the same place. */
function pairPlaces(before: readonly Component[], after: readonly Component[], pairs: Pairs): Pairs {
  const positions = new Map(before.map((each, index) => [each, index]));
  const kept = new Set(pairs.values());
  const gaps = (members: readonly Component[], positionOf: (each: Component) => number | undefined) => {
    let last = -1;
    return new Map(
      members.map((each) => {
        last = positionOf(each) ?? last;
        return [each, last];
      }),
    );
  };
  const gapBefore = gaps(before, (each) => (kept.has(each) ? positions.get(each) : undefined));
  const gapAfter = gaps(after, (each) => positions.get(pairs.get(each) ?? each));
  const place: Sign = (each) => {
    const { type, name, path } = each;
    if (HOLDERS.has(type)) return JSON.stringify([type, path]);
    return name === undefined ? JSON.stringify([type, path, gapBefore.get(each) ?? gapAfter.get(each)]) : undefined;
  };
  return pairByKey(
    before.filter((each) => !kept.has(each)),
    after.filter((each) => !pairs.has(each)),
    place,
  );
}

/** Each component of the new version with what it was before. */
export function pairComponents(before: readonly Component[], after: readonly Component[]): Pairs {
  const pairs: Pairs = pairUnique(before, after, bySign);
  pairNeighbours(before, after, bySign, pairs);
  pairSameBranches(pairs);
  const add = (pairing: Pairing) => pairRest(before, after, pairs, pairing);
  add((old, now) => pairUnique(old, now, byText));
  for (const sign of NAMED_SIGNS) add((old, now) => pairByKey(old, now, sign));
  add(pairTexts);
  pairNeighbours(before, after, bySign, pairs);
  for (const sign of [bySign, byText]) add((old, now) => pairByKey(old, now, sign));
  add(() => pairPlaces(before, after, pairs));
  return pairs;
}
