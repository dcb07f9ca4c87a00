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
const short = (text: string) => (text.length > LABEL_LENGTH ? `${text.slice(0, LABEL_LENGTH - 1)}…` : text);

const titleOf = (screen: Screen): string => short(oneLine(plainText(screen.title, screen.scope)) || screen.id);

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

/** Cut between characters, never within one. */
const cutAt = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const letters = [...new Intl.Segmenter().segment(text)];
  let length = 0;
  let kept = '';
  for (const { segment } of letters) {
    length += segment.length;
    if (length > limit - 1) return `${kept.trimEnd()}…`;
    kept += segment;
  }
  return kept;
};

/**
 * A flow in words, for who cannot see its picture: its screens in order with what they ask for, where they lead and
 * where it ends. Whole sentences up to the limit, and how many screens are left.
 *
 * @param flow a parsed Flow JSON
 * @param limit in UTF-16 units, as Slack counts
 * @throws {PictureError} `not-a-flow`
 */
export function altText(flow: unknown, limit: number, words: PictureWords = ENGLISH): string {
  const read = readFlow(flow);
  const { exits } = readGraph(read);
  const count = read.screens.length + read.moreScreens;
  const sentences = read.screens.map((_, place) => screenText(read, place, exits[place] ?? [], words));
  let text = count === 1 ? words.altOneScreen : fill(words.altScreens, { count });
  for (const [index, sentence] of sentences.entries()) {
    const left = count - index - 1;
    const rest = left > 0 ? ` ${fill(words.altMore, { count: left })}` : '';
    if (text.length + 1 + sentence.length + rest.length > limit) {
      return cutAt(`${text} ${fill(words.altMore, { count: left + 1 })}`, limit);
    }
    text += ` ${sentence}`;
  }
  return cutAt(read.moreScreens > 0 ? `${text} ${fill(words.altMore, { count: read.moreScreens })}` : text, limit);
}
