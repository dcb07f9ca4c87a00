import type { SectionBlock } from '@slack/types';
import type { FlowScreen } from '../../../flows/json/flow-json.ts';
import type { Translate } from '../../../i18n.ts';
import { withHiddenShown } from '../hidden-signs.ts';
import { code, cut, escapeMrkdwn, section } from '../message.ts';
import type { Result } from './result.ts';

/** Screens that are named; the file has all of them. */
const MAX_SCREENS = 40;
/** What the lines may take of a section's 3,000 characters: the rest is for the heading and for what is left out. */
const MAX_LENGTH = 2700;
/** Characters of a title. */
const MAX_TITLE = 60;
/** Characters of an ID, of which Meta takes 60 at the most (source: what its flow checker says). */
const MAX_ID = 80;
/** Branches of a screen that are named. */
const MAX_BRANCHES = 6;
/** A title that the endpoint gives, which nobody can read here. */
const BINDING = /\$\{/;

const idOf = (id: string): string => code(cut(id, MAX_ID));

/** A screen as a line names it. */
interface Named {
  id: string;
  /** Undefined where the title says nothing. */
  title: string | undefined;
  isReached: boolean;
  isTerminal: boolean;
  next: readonly string[];
}

function namedOf({ id, title = '', ...rest }: FlowScreen): Named {
  const shown = withHiddenShown(cut(title.replace(/\s+/gu, ' ').trim(), MAX_TITLE)).replaceAll('`', 'ˋ');
  return { ...rest, id, title: shown === '' || BINDING.test(shown) ? undefined : escapeMrkdwn(cut(shown, MAX_TITLE)) };
}

function lineOf(t: Translate, { id, title, isTerminal }: Named): string {
  const name = title === undefined ? idOf(id) : `${title} ${idOf(id)}`;
  return isTerminal ? t('result.terminal', { screen: name }) : name;
}

/** What a screen is called where others lead to it: its title, where no other has the same. */
function shortNames(screens: readonly Named[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const { title = '' } of screens) times.set(title, (times.get(title) ?? 0) + 1);
  return new Map(
    screens.map(({ id, title }) => [id, title !== undefined && times.get(title) === 1 ? title : idOf(id)]),
  );
}

/** Where a screen leads, unless that is just the next line. */
function branches(t: Translate, { next }: Named, following: Named | undefined, nameOf: ReadonlyMap<string, string>) {
  if (next.length === 0 || (next.length === 1 && next[0] === following?.id)) return '';
  const names = next.slice(0, MAX_BRANCHES).map((id) => nameOf.get(id) ?? idOf(id));
  const rest = next.length - names.length;
  return ` → ${[...names, ...(rest > 0 ? [t('result.moreScreens', { count: rest })] : [])].join(' / ')}`;
}

/** As many lines as there is room for. */
function fitting(lines: readonly string[]): string[] {
  let length = 0;
  return lines.filter((line) => {
    length += line.length + 1;
    return length <= MAX_LENGTH;
  });
}

function screensText(t: Translate, { fetched }: Result): string {
  const { screens } = fetched.flowJson.summary;
  if (screens === undefined || screens.length === 0) return t('result.noScreens');
  // One more than are shown: the last one may lead to it. The others are counted alone.
  const all = screens.slice(0, MAX_SCREENS + 1).map(namedOf);
  const nameOf = shortNames(all);
  const reached = all.filter(({ isReached }) => isReached);
  const unreached = all.filter(({ isReached }) => !isReached);
  const lines = reached.map(
    (screen, index) => `${index + 1}. ${lineOf(t, screen)}${branches(t, screen, reached[index + 1], nameOf)}`,
  );
  const kept = fitting([...lines, ...unreached.map((screen) => lineOf(t, screen))].slice(0, MAX_SCREENS));
  const left = screens.length - kept.length;
  const apart = kept.slice(reached.length);
  return [
    ...kept.slice(0, reached.length),
    ...(apart.length > 0 ? [t('result.unreached', { screens: apart.join(', ') })] : []),
    ...(left > 0 ? [t('result.moreScreens', { count: left })] : []),
  ].join('\n');
}

/** The flow's screens, in the order in which people go. */
export const screensPart = (t: Translate, result: Result): SectionBlock[] => [
  section(`*${t('result.screens')}*\n${screensText(t, result)}`),
];
