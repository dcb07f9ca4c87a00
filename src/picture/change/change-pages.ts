import { changeAlt, titleOf } from '../alt-text.ts';
import { headShapes } from '../layout/head.ts';
import { legend } from '../layout/legend.ts';
import type { Words } from '../layout/marks.ts';
import type { PictureScene } from '../layout/scene.ts';
import type { Flow } from '../read/flow.ts';
import { setWord, word } from '../scene/pen.ts';
import type { Shape } from '../scene/shape.ts';
import { COLORS, TYPE } from '../scene/theme.ts';
import { type ChangeKind, compareFlows, isChanged, type ScreenPair } from './compare.ts';
import { signShapes } from './marks.ts';
import { changedUnit, kindOf, type Unit, unchangedUnit, type Version, versionOf } from './units.ts';

/** Screens up to which those that stayed are all drawn; above, the neighbours of changed ones. */
const MOST_WITH_ALL = 12;
/** Changed screens in one picture, and pictures: Slack takes ten files in a message. */
const ON_A_PAGE = 6;
const MOST_PAGES = 9;
const MARGIN = 36;
const GAP = 46;
/** Width by height that is aimed at. */
const ASPECT = 1.5;

export interface ChangePage {
  kind: 'change';
  page: number;
  screens: string[];
  /** What differs, in words. */
  alt: string;
  scene: PictureScene;
}

export interface ChangeOptions extends Words {
  title: string;
  /** Characters of `alt`. */
  altLength: number;
}

type Versions = Record<'before' | 'after', Version>;

/** Units in rows, from left to right: of all widths that come into question the one of the best shape. */
function rowsOf(units: readonly Unit[]): Unit[][] {
  const wrap = (most: number) => {
    const rows: Unit[][] = [[]];
    let used = 0;
    for (const unit of units) {
      if (used > 0 && used + unit.width > most) {
        rows.push([]);
        used = 0;
      }
      rows.at(-1)?.push(unit);
      used += unit.width + GAP;
    }
    return rows;
  };
  const widest = Math.max(...units.map(({ width }) => width));
  const total = units.reduce((sum, { width }) => sum + width + GAP, 0);
  let best = wrap(total);
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= 16; step += 1) {
    const rows = wrap(widest + ((total - widest) * step) / 16);
    const width = Math.max(...rows.map((row) => row.reduce((sum, unit) => sum + unit.width + GAP, 0)));
    const height = rows.reduce((sum, row) => sum + Math.max(...row.map((unit) => unit.height)) + GAP, 0);
    const cost = Math.log(width * height) + 0.5 * Math.abs(Math.log(width / height / ASPECT));
    if (cost >= least - 1e-9) continue;
    least = cost;
    best = rows;
  }
  return best;
}

function countsText(given: Words, pairs: readonly ScreenPair[]): string {
  const kinds = pairs.filter(isChanged).map(kindOf);
  const parts = (['changed', 'added', 'removed'] as const)
    .map((kind) => ({ kind, count: kinds.filter((each) => each === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${word(given, kind)}: ${count}`);
  return parts.length === 0 ? word(given, 'noChanges') : parts.join(' · ');
}

/** The signs that are on the page. */
function signLegend(
  given: Words,
  pairs: readonly ScreenPair[],
  x: number,
  y: number,
): { shapes: Shape[]; height: number } {
  const seen = new Set<ChangeKind>(
    pairs.flatMap((pair) => [
      ...(isChanged(pair) ? [kindOf(pair)] : []),
      ...(pair.change?.before.values() ?? []),
      ...(pair.change?.after.values() ?? []),
    ]),
  );
  const shapes: Shape[] = [];
  let left = x;
  for (const kind of ['added', 'removed', 'changed', 'moved'] as const) {
    if (!seen.has(kind)) continue;
    const text = setWord(given, word(given, kind), {
      x: left + 24,
      y,
      width: 200,
      type: TYPE.caption,
      color: COLORS.muted,
      maxLines: 1,
    });
    shapes.push(...signShapes(kind, left + 10, y + 8), ...text.shapes);
    left += 24 + text.width + 24;
  }
  return { shapes, height: shapes.length === 0 ? 0 : 26 };
}

function pageScene(
  options: ChangeOptions,
  versions: Versions,
  shown: readonly ScreenPair[],
  head: { title: string; subtitle: string },
  left: number,
): PictureScene {
  const units = shown.map((pair) =>
    isChanged(pair) || pair.after === undefined
      ? changedUnit(options, versions, pair)
      : unchangedUnit(options, versions.after, pair.after),
  );
  const top = headShapes(options, head, MARGIN, MARGIN - 6);
  const under: Shape[] = [...top.shapes];
  const over: Shape[] = [];
  const cards: PictureScene['cards'] = [];
  let y = MARGIN + top.height + 18;
  let width = top.width + 2 * MARGIN;
  for (const row of rowsOf(units)) {
    let x = MARGIN;
    for (const unit of row) {
      const placed = unit.place(x, y);
      under.push(...placed.under);
      cards.push(...placed.cards);
      over.push(...placed.over);
      x += unit.width + GAP;
    }
    width = Math.max(width, x - GAP + MARGIN);
    y += Math.max(...row.map(({ height }) => height)) + GAP;
  }
  const signs = signLegend(options, shown, MARGIN, y - 8);
  over.push(...signs.shapes);
  y += signs.height;
  const foot = legend(options, cards, [], { x: MARGIN, y: y - 8, width: width - 2 * MARGIN, hasPills: true });
  over.push(...foot.shapes);
  y += foot.height;
  if (left > 0) {
    const note = setWord(options, word(options, 'unchangedScreens', { count: left }), {
      x: MARGIN,
      y: y - 8,
      width: width - 2 * MARGIN,
      type: TYPE.caption,
      color: COLORS.faint,
      maxLines: 1,
    });
    over.push(...note.shapes);
    y += note.height;
  }
  return { width: Math.ceil(width), height: Math.ceil(y + MARGIN - GAP / 2), under, cards, over };
}

/** Those that changed and, of many, the ones beside them. */
function chosen(pairs: readonly ScreenPair[]): ScreenPair[] {
  if (pairs.length <= MOST_WITH_ALL) return [...pairs];
  return pairs.filter((pair, index) =>
    [pairs[index - 1], pair, pairs[index + 1]].some((near) => near !== undefined && isChanged(near)),
  );
}

function split(pairs: readonly ScreenPair[]): ScreenPair[][] {
  const pages: ScreenPair[][] = [[]];
  let changed = 0;
  for (const pair of pairs) {
    if (isChanged(pair) && changed >= ON_A_PAGE && pages.length < MOST_PAGES) {
      pages.push([]);
      changed = 0;
    }
    pages.at(-1)?.push(pair);
    if (isChanged(pair)) changed += 1;
  }
  return pages.filter(({ length }) => length > 0);
}

/** Two versions of a flow as scenes: changed screens before and after, side by side, with marks on what differs. */
export function changePages(before: Flow, after: Flow, options: ChangeOptions): ChangePage[] {
  const versions: Versions = { before: versionOf(before), after: versionOf(after) };
  const pairs = compareFlows(before, after);
  const picked = chosen(pairs);
  const shown = picked.length > 0 ? picked : pairs.slice(0, MOST_WITH_ALL);
  const pages = split(shown);
  const counts = countsText(options, pairs);
  const left = pairs.length - shown.length;
  const idOf = ({ before: old, after: now }: ScreenPair) =>
    (now === undefined ? before.screens[old ?? 0]?.id : after.screens[now]?.id) ?? '';
  const nameOf = (pair: ScreenPair): string => {
    const { screens, place } =
      pair.after === undefined
        ? { screens: before.screens, place: pair.before ?? 0 }
        : { screens: after.screens, place: pair.after };
    const screen = screens[place];
    return screen === undefined ? '' : titleOf(screen);
  };
  const altOfPage = (page: readonly ScreenPair[]): string => {
    const changed = page.filter(isChanged);
    const named = (kind: ChangeKind) => changed.filter((pair) => kindOf(pair) === kind).map(nameOf);
    const screens = { changed: named('changed'), added: named('added'), removed: named('removed') };
    return changeAlt(screens, options.altLength, options.words);
  };
  return pages.map((page, index) => {
    const number = pages.length > 1 ? [word(options, 'page', { page: index + 1, pages: pages.length })] : [];
    const subtitle = [`${word(options, 'before')} → ${word(options, 'after')}`, counts, ...number].join(' · ');
    return {
      kind: 'change',
      page: pages.length > 1 ? index + 1 : 0,
      screens: page.map(idOf),
      alt: altOfPage(page),
      scene: pageScene(
        options,
        versions,
        page,
        { title: options.title, subtitle },
        index === pages.length - 1 ? left : 0,
      ),
    };
  });
}
