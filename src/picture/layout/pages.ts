import { PictureError } from '../error.ts';
import type { Flow } from '../read/flow.ts';
import { drawCard } from '../scene/card.ts';
import { word } from '../scene/pen.ts';
import type { Card } from '../scene/shape.ts';
import { columnsOf } from './columns.ts';
import { type FlowGraph, readGraph } from './exits.ts';
import { flowScene } from './flow-scene.ts';
import { FULL, OVERVIEW } from './look.ts';
import type { Words } from './marks.ts';
import type { PictureScene } from './scene.ts';

/** Screens up to which one picture shows all of a flow. */
const MOST_IN_ONE = 12;
/** Screens on a page of a longer one, where the flow allows. */
const ON_A_PAGE = 8;
/** Pictures of a flow: Slack takes ten files in a message. */
const MOST_PICTURES = 10;
/** Width by height: as wide as a screen of a desk, and a phone held across. */
const ASPECT = 1.4;

export interface ScenePage {
  /** `whole` shows all of a flow; else an `overview` and `page`s; `screen` is one that was asked for. */
  kind: 'whole' | 'overview' | 'page' | 'screen';
  /** The number of a page, from 1; 0 for the others. */
  page: number;
  /** IDs of the screens that it shows. */
  screens: string[];
  scene: PictureScene;
}

export interface PageOptions extends Words {
  /** Above the picture: the name of the flow. */
  title: string;
  /** Only this screen, by its ID. */
  screen: string | undefined;
  /** Pictures at most, the overview included; 10 where it is left out. */
  most?: number | undefined;
}

function subtitleOf(flow: Flow, given: Words): string {
  const count = flow.screens.length + flow.moreScreens;
  const screens = count === 1 ? word(given, 'oneScreen') : word(given, 'screens', { count });
  return [screens, ...(flow.version === undefined ? [] : [word(given, 'version', { version: flow.version })])].join(
    ' · ',
  );
}

const cardOf = (flow: Flow, graph: FlowGraph, given: Words, place: number): Card | undefined => {
  const screen = flow.screens[place];
  return screen === undefined
    ? undefined
    : drawCard(screen, { measure: given.measure, words: given.words, isEntry: graph.entries.has(place) });
};

/** The pages of a flow in the order in which people go through it: neighbours stay together. */
function splitPages(places: readonly number[], most: number): number[][] {
  const pages = Math.min(Math.ceil(places.length / ON_A_PAGE), most);
  if (pages === 0) return [];
  const each = Math.ceil(places.length / pages);
  return Array.from({ length: pages }, (_, page) => places.slice(page * each, (page + 1) * each)).filter(
    ({ length }) => length > 0,
  );
}

/**
 * The pictures of a flow as scenes: one for up to 12 screens, above that an overview and as many pages as may be.
 *
 * @throws {PictureError} `no-such-screen` for a screen that is not in the flow
 */
export function flowPages(flow: Flow, options: PageOptions): ScenePage[] {
  const graph = readGraph(flow);
  const { words, measure, title } = options;
  const cards = flow.screens.map((_, place) => cardOf(flow, graph, options, place) as Card);
  const all = flow.screens.map((_, place) => place);
  const subtitle = subtitleOf(flow, options);
  const draw = (
    places: readonly number[],
    kind: ScenePage['kind'],
    page: number,
    note: string,
    pageOf?: (place: number) => number | undefined,
  ): ScenePage => ({
    kind,
    page,
    screens: places.map((place) => flow.screens[place]?.id ?? ''),
    scene: flowScene({
      flow,
      graph,
      cards,
      places,
      words,
      measure,
      look: kind === 'overview' ? OVERVIEW : FULL,
      head: { title, subtitle: [subtitle, ...(note === '' ? [] : [note])].join(' · ') },
      aspect: ASPECT,
      ...(pageOf === undefined ? {} : { pageOf }),
    }),
  });

  if (options.screen !== undefined) {
    const place = flow.screens.findIndex(({ id }) => id === options.screen);
    if (place < 0) throw new PictureError('no-such-screen', `The flow has no screen ${options.screen.slice(0, 80)}`);
    return [draw([place], 'screen', 0, '')];
  }
  if (all.length <= MOST_IN_ONE) return [draw(all, 'whole', 0, '')];
  const order = columnsOf(all, graph, (place) => cards[place]?.height ?? 0).flat();
  const pages = splitPages(order, (options.most ?? MOST_PICTURES) - 1);
  const pageOf = new Map(pages.flatMap((places, index) => places.map((place) => [place, index + 1] as const)));
  return [
    draw(all, 'overview', 0, word(options, 'overview')),
    ...pages.map((places, index) =>
      draw(places, 'page', index + 1, word(options, 'page', { page: index + 1, pages: pages.length }), (place) =>
        pageOf.get(place),
      ),
    ),
  ];
}
