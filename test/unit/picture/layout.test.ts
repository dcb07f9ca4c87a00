import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { altText } from '../../../src/picture/alt-text.ts';
import { columnsOf } from '../../../src/picture/layout/columns.ts';
import { readGraph } from '../../../src/picture/layout/exits.ts';
import { gridOf } from '../../../src/picture/layout/grid.ts';
import { flowPages, type ScenePage } from '../../../src/picture/layout/pages.ts';
import type { PictureScene } from '../../../src/picture/layout/scene.ts';
import { readFlow } from '../../../src/picture/read/flow.ts';
import type { Shape } from '../../../src/picture/scene/shape.ts';
import { createCanvasMeasure } from '../../../src/picture/text/canvas-measure.ts';
import { ENGLISH } from '../../../src/picture/words.ts';
import {
  allShapes,
  blocksOf,
  flowOf,
  footer,
  type Given,
  navigate,
  PLAIN_MEASURE,
  SAMPLES,
  screenOf,
} from './support/flows.ts';

const pagesOf = (flow: Given, screen?: string): ScenePage[] =>
  flowPages(readFlow(flow), { title: 'A flow', screen, words: ENGLISH, measure: PLAIN_MEASURE });

const sceneOf = (flow: Given): PictureScene => pagesOf(flow)[0]?.scene as PictureScene;

const textsOf = (shapes: readonly Shape[]): string[] =>
  shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

const chain = (count: number): Given =>
  flowOf(
    ...Array.from({ length: count }, (_, index) =>
      screenOf(`S${index}`, [index + 1 < count ? footer(navigate(`S${index + 1}`)) : footer({ name: 'complete' })], {
        terminal: index + 1 === count,
      }),
    ),
  );

type Path = Extract<Shape, { kind: 'path' }>;
const arrowsOf = (scene: PictureScene): Path[] =>
  scene.under.filter((shape): shape is Path => shape.kind === 'path' && shape.hasArrow === true);

/** Whether a way crosses a card: its inner part, since it begins and ends at an edge. */
function crossing({ points }: Path, scene: PictureScene): string | undefined {
  for (const { x, y, width, height, screenId } of scene.cards) {
    for (const [index, [toX, toY]] of points.entries()) {
      const [fromX, fromY] = points[index - 1] ?? [toX, toY];
      const isBeside = Math.max(fromX, toX) <= x + 1 || Math.min(fromX, toX) >= x + width - 1;
      const isAbove = Math.max(fromY, toY) <= y + 1 || Math.min(fromY, toY) >= y + height - 1;
      if (!isBeside && !isAbove) return screenId;
    }
  }
  return undefined;
}

/** Flows of any shape: with loops, with screens that nothing leads to, with more ways out than Meta takes. */
const anyFlow = fc.array(fc.array(fc.nat(14), { maxLength: 5 }), { minLength: 1, maxLength: 15 }).map((targets) =>
  flowOf(
    ...targets.map((list, index) =>
      screenOf(`S${index}`, [
        ...Array.from({ length: index % 4 }, () => ({
          type: 'TextBody',
          text: 'Some text that takes a line or two of the card',
        })),
        ...list.map((target) => ({
          type: 'EmbeddedLink',
          text: `To ${target}`,
          'on-click-action': navigate(`S${target}`),
        })),
      ]),
    ),
  ),
);

/** Hundreds of layouts take seconds on a busy machine. */
const MANY = 30_000;

describe('a picture of a flow', () => {
  it('goes from left to right', () => {
    const { cards } = sceneOf(chain(3));
    expect(cards.map(({ screenId }) => screenId)).toEqual(['S0', 'S1', 'S2']);
    expect(cards.map(({ x }) => x)).toEqual([...cards.map(({ x }) => x)].sort((one, other) => one - other));
    expect(new Set(cards.map(({ y }) => y)).size).toBe(1);
  });

  it(
    'has an arrow for every way, none across a card, whatever the flow',
    () => {
      fc.assert(
        fc.property(anyFlow, (flow) => {
          const read = readFlow(flow);
          const ways = readGraph(read)
            .exits.flat()
            .filter(({ target }) => target !== undefined).length;
          const [first] = pagesOf(flow);
          const scene = first?.scene as PictureScene;
          expect(arrowsOf(scene)).toHaveLength(ways);
          for (const arrow of arrowsOf(scene)) expect(crossing(arrow, scene)).toBeUndefined();
        }),
        { numRuns: 100 },
      );
    },
    MANY,
  );

  it(
    'has no card upon another, and all of it within',
    () => {
      fc.assert(
        fc.property(anyFlow, (flow) => {
          for (const { scene } of pagesOf(flow)) {
            for (const [index, one] of scene.cards.entries()) {
              expect(
                one.x >= 0 && one.y >= 0 && one.x + one.width <= scene.width && one.y + one.height <= scene.height,
              ).toBe(true);
              for (const other of scene.cards.slice(index + 1)) {
                const isApart =
                  one.x + one.width <= other.x ||
                  other.x + other.width <= one.x ||
                  one.y + one.height <= other.y ||
                  other.y + other.height <= one.y;
                expect(isApart).toBe(true);
              }
            }
            for (const [x, y] of arrowsOf(scene).flatMap(({ points }) => points)) {
              expect(x >= 0 && x <= scene.width && y >= 0 && y <= scene.height).toBe(true);
            }
          }
        }),
        { numRuns: 40 },
      );
    },
    MANY,
  );

  it('names where an arrow leaves from, and what ends beside a card', () => {
    const flow = flowOf(
      screenOf('A', [
        { type: 'EmbeddedLink', text: 'More', 'on-click-action': navigate('B') },
        {
          type: 'OptIn',
          name: 'o',
          label: 'x',
          'on-click-action': { name: 'open_url', url: 'https://www.example.com/terms' },
        },
        footer({ name: 'data_exchange' }),
      ]),
      screenOf('B', [footer(navigate('GONE'))]),
      screenOf(
        'C',
        [{ type: 'EmbeddedLink', text: 'z', 'on-click-action': { name: 'fly' } }, footer({ name: 'complete' })],
        { terminal: true },
      ),
    );
    const scene = sceneOf({ ...flow, routing_model: { A: ['C'] } });
    const texts = textsOf([...scene.under, ...scene.over]);
    for (const text of [
      'More',
      'www.example.com',
      'Endpoint',
      'No screen GONE',
      'End',
      'Action fly',
      'Entry',
      'Terminal',
      'Route known only to the routing model',
      'Leads to a screen that does not exist',
    ]) {
      expect(texts).toContain(text);
    }
    expect(arrowsOf(scene).filter(({ dash, points }) => dash !== undefined && points.length > 2)).toHaveLength(1);
  });

  it('says above what it is', () => {
    expect(textsOf(sceneOf(chain(2)).under).slice(0, 2)).toEqual(['A flow', '2 screens · Flow JSON 7.3']);
  });
});

describe('pages', () => {
  const kinds = (pages: readonly ScenePage[]) =>
    pages.map(({ kind, page, screens }) => `${kind} ${page} ${screens.length}`);

  it('are one for up to 12 screens, else an overview and pages of 6 to 9', () => {
    expect(kinds(pagesOf(chain(12)))).toEqual(['whole 0 12']);
    expect(kinds(pagesOf(chain(13)))).toEqual(['overview 0 13', 'page 1 7', 'page 2 6']);
    for (let count = 13; count <= 81; count += 17) {
      const pages = pagesOf(chain(count)).slice(1);
      for (const { screens } of pages) expect(screens.length).toBeLessThanOrEqual(9);
      expect(pages.flatMap(({ screens }) => screens)).toHaveLength(count);
    }
  });

  it('are ten files for 100 screens', () => {
    expect(pagesOf(chain(100))).toHaveLength(10);
  });

  it('say on which page a way goes on', () => {
    const texts = pagesOf(chain(13)).flatMap(({ kind, scene }) => (kind === 'page' ? textsOf(scene.over) : []));
    expect(texts).toContain('S7 · page 2');
  });

  it('count what is not drawn', () => {
    expect(textsOf(sceneOf(chain(120)).over)).toContain('20 more screens are not drawn');
  });

  it('are one screen where one is asked for', () => {
    expect(kinds(pagesOf(chain(30), 'S4'))).toEqual(['screen 0 1']);
    expect(() => pagesOf(chain(3), 'S9')).toThrow(expect.objectContaining({ kind: 'no-such-screen' }));
  });
});

describe('columns and grid', () => {
  it('put a loop in an order all the same', () => {
    const flow = readFlow(flowOf(screenOf('A', [footer(navigate('B'))]), screenOf('B', [footer(navigate('A'))])));
    expect(columnsOf([0, 1], readGraph(flow), () => 300)).toEqual([[0], [1]]);
  });

  it('fold what is too wide, and keep every screen once', () => {
    const columns = Array.from({ length: 20 }, (_, index) => [index]);
    const grid = gridOf(columns, () => 600, { cardWidth: 300, gutter: 150, gap: 40, aspect: 1.4 });
    expect(grid.length).toBeGreaterThan(1);
    expect(grid.flat(2)).toEqual(columns.flat());
  });
});

describe('the samples, in five scripts', () => {
  const WORDS: Readonly<Record<string, string>> = {
    Latin: 'Wherever possible unbelievable',
    Chinese: '请选择您方便的预约时间，谢谢',
    Arabic: 'اختر الوقت المناسب لموعدك من فضلك',
    Devanagari: 'कृपया अपनी सुविधा का समय चुनें',
    Thai: 'กรุณาเลือกเวลาที่คุณสะดวกสำหรับการนัดหมาย',
  };
  const measure = createCanvasMeasure();

  /** The flow with every text that is read on it in another script, and longer. */
  const rewritten = (value: unknown, text: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => rewritten(item, text));
    if (typeof value !== 'object' || value === null) return value;
    const READ = new Set([
      'title',
      'label',
      'text',
      'description',
      'helper-text',
      'metadata',
      'left-caption',
      'right-caption',
      '__example__',
      'badge',
    ]);
    return Object.fromEntries(
      Object.entries(value).map(([key, its]) => [
        key,
        READ.has(key) && typeof its === 'string' ? text : rewritten(its, text),
      ]),
    );
  };

  it.each(Object.entries(WORDS))(
    'keep every text within its card: %s',
    (_, text) => {
      for (const [name, json] of SAMPLES) {
        // As it is, too, but only once.
        for (const given of [...(text === WORDS.Latin ? [JSON.parse(json)] : []), rewritten(JSON.parse(json), text)]) {
          for (const { scene } of flowPages(readFlow(given), {
            title: name,
            screen: undefined,
            words: ENGLISH,
            measure,
          })) {
            for (const { card } of scene.cards) {
              for (const shape of allShapes(card.block)) {
                if (shape.kind !== 'text') continue;
                expect(shape.x, `${name} ${shape.text}`).toBeGreaterThanOrEqual(0);
                expect(shape.x + shape.width, `${name} ${shape.text}`).toBeLessThanOrEqual(card.width - 4);
                expect(shape.y, `${name} ${shape.text}`).toBeLessThan(card.height);
              }
              for (const block of blocksOf(card.block))
                expect(block.y + block.height).toBeLessThanOrEqual(card.height + 0.5);
            }
          }
        }
      }
    },
    30_000,
  );
});

describe('altText', () => {
  const flow = flowOf(
    screenOf('A', [
      { type: 'TextInput', name: 'n', label: 'Name' },
      { type: 'OptIn', name: 'o', label: 'I agree' },
      footer(navigate('B')),
    ]),
    screenOf('B', [footer({ name: 'complete' })], { terminal: true }),
  );

  it('tells the screens in order, their inputs and the end', () => {
    expect(altText(flow, 2000)).toBe(
      'Flow with 2 screens. 1. Title of A: asks for Name, I agree; leads to Title of B. 2. Title of B: ends the flow.',
    );
  });

  it('keeps to its limit, in whole sentences and with a count', () => {
    for (let limit = 60; limit < 600; limit += 7) {
      const text = altText(chain(60), limit);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).toMatch(/ And \d+ more\.$/);
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (limit) => {
        expect(altText(chain(9), limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
