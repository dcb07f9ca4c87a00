import { cutText, startOfText } from '../text.ts';
import { type Exit, isMissing, readGraph } from './layout/exits.ts';
import { plainText } from './read/binding.ts';
import { flatten } from './read/component.ts';
import { type Flow, readFlow, type Screen } from './read/flow.ts';
import { ENGLISH, fill, type PictureWords } from './words.ts';

/** Components that ask for something. */
const INPUTS: ReadonlySet<string> = new Set([
  'TextInput',
  'TextArea',
  'CheckboxGroup',
  'RadioButtonsGroup',
  'Dropdown',
  'ChipsSelector',
  'OptIn',
  'DatePicker',
  'CalendarPicker',
  'PhotoPicker',
  'DocumentPicker',
]);
/** Of one screen that are named. */
const MOST_INPUTS = 6;
const LABEL_LENGTH = 40;

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const short = (text: string) => cutText(text, LABEL_LENGTH);

/** What people call a screen: its title, or its ID where it has none. */
export const titleOf = (screen: Screen): string => short(oneLine(plainText(screen.title, screen.scope)) || screen.id);

function inputsOf(screen: Screen): string[] {
  return flatten(screen.components)
    .filter(({ type }) => INPUTS.has(type))
    .map(({ type, props }) =>
      short(oneLine(plainText(props.label ?? props.title ?? props.name, screen.scope)) || type),
    );
}

function screenText(flow: Flow, place: number, exits: readonly Exit[], words: PictureWords): string {
  const screen = flow.screens[place];
  if (screen === undefined) return '';
  const inputs = inputsOf(screen);
  const named = [
    ...inputs.slice(0, MOST_INPUTS),
    ...(inputs.length > MOST_INPUTS ? [`+${inputs.length - MOST_INPUTS}`] : []),
  ];
  const targets = [...new Set(exits.flatMap(({ target }) => (target === undefined || target === place ? [] : target)))];
  const missing = exits.filter(isMissing).map(({ targetId }) => fill(words.missingScreen, { name: targetId ?? '' }));
  const parts = [
    ...(inputs.length > 0 ? [fill(words.altInputs, { inputs: named.join(', ') })] : []),
    ...(exits.some(({ kind }) => kind === 'data_exchange') ? [words.altEndpoint] : []),
    ...(targets.length > 0
      ? [fill(words.altLeadsTo, { names: targets.map((target) => titleOf(flow.screens[target] ?? screen)).join(', ') })]
      : []),
    ...new Set(missing),
    ...(exits.some(({ kind }) => kind === 'complete') ? [words.altEnds] : []),
  ];
  const name = fill(words.altScreen, { number: place + 1, title: titleOf(screen) });
  return parts.length === 0 ? `${name}.` : `${name}: ${parts.join('; ')}.`;
}

/** As `cutText`, without a blank before the mark. */
const cutAt = (text: string, limit: number): string =>
  text.length <= limit ? text : `${startOfText(text, limit - 1).trimEnd()}…`;

/**
 * A flow in words, for who cannot see its picture: its screens in order with what they ask for, where they lead and
 * where it ends. Whole sentences up to the limit, and how many screens are left.
 *
 * @param flow as `readFlow` gives it
 * @param limit in UTF-16 units, as Slack counts
 * @param part of the flow that the picture shows, where that is not all: what to begin with, and the IDs of its screens
 */
export function altOf(
  flow: Flow,
  limit: number,
  words: PictureWords = ENGLISH,
  part?: { begin: string; screens: ReadonlySet<string> },
): string {
  const { exits } = readGraph(flow);
  const places = flow.screens.flatMap(({ id }, place) => (part === undefined || part.screens.has(id) ? [place] : []));
  const notRead = part === undefined ? flow.moreScreens : 0;
  const count = places.length + notRead;
  let text = part?.begin ?? (count === 1 ? words.altOneScreen : fill(words.altScreens, { count }));
  for (const [index, place] of places.entries()) {
    const sentence = screenText(flow, place, exits[place] ?? [], words);
    const left = count - index - 1;
    const rest = left > 0 ? ` ${fill(words.altMore, { count: left })}` : '';
    if (text.length + 1 + sentence.length + rest.length > limit) {
      return cutAt(`${text} ${fill(words.altMore, { count: left + 1 })}`, limit);
    }
    text += ` ${sentence}`;
  }
  return cutAt(notRead > 0 ? `${text} ${fill(words.altMore, { count: notRead })}` : text, limit);
}

/**
 * As `altOf`, of a parsed Flow JSON.
 *
 * @throws {PictureError} `not-a-flow`
 */
export const altText = (flow: unknown, limit: number, words: PictureWords = ENGLISH): string =>
  altOf(readFlow(flow), limit, words);

/** Which screens of two versions differ, in words. @param limit in UTF-16 units */
export function changeAlt(
  screens: Readonly<Record<'changed' | 'added' | 'removed', readonly string[]>>,
  limit: number,
  words: PictureWords,
): string {
  const lists = (['changed', 'added', 'removed'] as const)
    .filter((kind) => screens[kind].length > 0)
    .map((kind) => `${words[kind]}: ${screens[kind].join(', ')}.`);
  const begin = `${words.before} → ${words.after}.`;
  return cutAt([begin, ...(lists.length === 0 ? [`${words.noChanges}.`] : lists)].join(' '), limit);
}
