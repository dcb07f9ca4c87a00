import { describe, expect, it } from 'vitest';
import { changePages } from '../../../src/picture/change/change-pages.ts';
import { type ChangeKind, compareFlows, isSame } from '../../../src/picture/change/compare.ts';
import { movedPlaces } from '../../../src/picture/change/pairs.ts';
import { readFlow } from '../../../src/picture/read/flow.ts';
import { ENGLISH } from '../../../src/picture/words.ts';
import {
  allShapes,
  branch,
  flowOf,
  footer,
  type Given,
  navigate,
  oneScreen,
  PLAIN_MEASURE,
  SAMPLES,
  screenOf,
} from './support/flows.ts';

const input = (name: string, label = name): Given => ({ type: 'TextInput', name, label });
const text = (its: string): Given => ({ type: 'TextBody', text: its });

const compare = (before: Given, after: Given) => compareFlows(readFlow(before), readFlow(after));

function marksOf(
  before: readonly Given[],
  after: readonly Given[],
): { before: [string, ChangeKind][]; after: [string, ChangeKind][] } {
  const [pair] = compare(oneScreen(before), oneScreen(after));
  return { before: [...(pair?.change?.before ?? [])], after: [...(pair?.change?.after ?? [])] };
}

const scenes = (before: Given, after: Given) =>
  changePages(readFlow(before), readFlow(after), {
    title: 'A flow',
    altLength: 1000,
    words: ENGLISH,
    measure: PLAIN_MEASURE,
  });

describe('compareFlows', () => {
  it('finds nothing where nothing differs, whatever the order of keys', () => {
    for (const [, json] of SAMPLES) {
      const flow = JSON.parse(json);
      expect(compare(flow, flow).filter(({ change }) => change !== undefined)).toEqual([]);
    }
    expect(isSame({ a: 1, b: [{ c: 2 }] }, { b: [{ c: 2 }], a: 1 })).toBe(true);
    expect(isSame({ a: 1 }, { a: '1' })).toBe(false);
  });

  it('marks what was added, removed, changed and moved', () => {
    expect(marksOf([input('a')], [input('a'), input('b')])).toEqual({ before: [], after: [['1', 'added']] });
    expect(marksOf([input('a'), input('b')], [input('b')])).toEqual({ before: [['0', 'removed']], after: [] });
    expect(marksOf([input('a')], [input('a', 'New')])).toEqual({
      before: [['0', 'changed']],
      after: [['0', 'changed']],
    });
    expect(marksOf([input('a'), input('b'), input('c')], [input('c'), input('a'), input('b')])).toEqual({
      before: [['2', 'moved']],
      after: [['0', 'moved']],
    });
  });

  it('takes a text for a version of one that is like it', () => {
    expect(marksOf([text('We call you within two days')], [text('We call you within three days')]).after).toEqual([
      ['0', 'changed'],
    ]);
    expect(marksOf([text('We call you within two days')], [text('Bananas')])).toEqual({
      before: [['0', 'removed']],
      after: [['0', 'added']],
    });
  });

  it('marks options, and not what holds them', () => {
    const group = (...titles: string[]): Given => ({
      type: 'CheckboxGroup',
      name: 'g',
      label: 'G',
      'data-source': titles.map((title) => ({ id: title, title })),
    });
    expect(marksOf([group('a', 'b')], [group('b', 'c')])).toEqual({
      before: [['0#0', 'removed']],
      after: [['0#1', 'added']],
    });
  });

  it('marks within a branch, and a branch that is gone only once', () => {
    expect(marksOf([branch('x', [text('One')], [])], [branch('x', [text('One'), input('n')], [])]).after).toEqual([
      ['0/then/1', 'added'],
    ]);
    expect(marksOf([branch('x', [text('One')], [text('Two')]), input('i')], [input('i')])).toEqual({
      before: [['0', 'removed']],
      after: [],
    });
  });

  it('pairs screens by ID, and one with another ID that is else the same', () => {
    const pairs = compare(
      flowOf(screenOf('A', [input('a')]), screenOf('B', [])),
      flowOf(screenOf('A', [input('a')]), screenOf('C', [], { title: 'New' })),
    );
    expect(pairs.map(({ before, after }) => [before, after])).toEqual([
      [0, 0],
      [1, undefined],
      [undefined, 1],
    ]);
    const renamed = compare(
      flowOf(screenOf('A', [input('a')], { title: 'T' })),
      flowOf(screenOf('Z', [input('a')], { title: 'T' })),
    );
    expect(renamed.map(({ before, after, change }) => [before, after, change?.isElseChanged])).toEqual([[0, 0, true]]);
  });

  it('sees a title, the data model and routes', () => {
    const before = { ...flowOf(screenOf('A', [], { title: 'Old' }), screenOf('B', [])), routing_model: { A: ['B'] } };
    const after = {
      ...flowOf(
        screenOf('A', [], { title: 'New', data: { x: { type: 'string', __example__: 'y' } } }),
        screenOf('B', []),
      ),
      routing_model: { A: ['C'] },
    };
    expect(compare(before, after)[0]?.change).toMatchObject({
      isTitleChanged: true,
      isDataChanged: true,
      routesAdded: ['C'],
      routesRemoved: ['B'],
    });
  });

  it('calls the fewest things moved', () => {
    expect([...movedPlaces([1, 2, 3, 0])]).toEqual([3]);
    expect([...movedPlaces([0, 1, 2])]).toEqual([]);
    expect([...movedPlaces([2, 0, 1])]).toEqual([0]);
  });
});

describe('a picture of a change', () => {
  const before = flowOf(
    screenOf('A', [input('a'), footer(navigate('B'))]),
    screenOf('B', [footer(navigate('C'))]),
    screenOf('C', [footer({ name: 'complete' })]),
  );
  const after = flowOf(
    screenOf('A', [input('a', 'New'), footer(navigate('B'))]),
    screenOf('B', [footer(navigate('C'))]),
    screenOf('D', [footer({ name: 'complete' })], { title: 'Other' }),
  );

  it('has changed screens twice and outlined, others once and dimmed', () => {
    const [page] = scenes(before, after);
    expect(
      page?.scene.cards.map(({ screenId, isDimmed, outline }) => [screenId, isDimmed === true, outline !== undefined]),
    ).toEqual([
      ['A', false, true],
      ['A', false, true],
      ['B', true, false],
      ['C', false, true],
      ['D', false, true],
    ]);
    expect(page?.screens).toEqual(['A', 'B', 'C', 'D']);
  });

  it('has a sign at what changed, in both versions, and not by colour alone', () => {
    const [page] = scenes(before, after);
    const signs = page?.scene.cards.map(
      ({ card }) =>
        allShapes(card.block).filter(
          (shape) => shape.kind === 'icon' && ['plus', 'minus', 'tilde', 'up-down'].includes(shape.name),
        ).length,
    );
    expect(signs).toEqual([1, 1, 0, 0, 0]);
  });

  it('of many screens shows the changed ones and their neighbours, and counts the rest', () => {
    const chain = (label: string) =>
      flowOf(
        ...Array.from({ length: 20 }, (_, index) =>
          screenOf(`S${index}`, [index === 10 ? input('x', label) : text('Same'), footer({ name: 'complete' })]),
        ),
      );
    const [page] = scenes(chain('Old'), chain('New'));
    expect(page?.screens).toEqual(['S9', 'S10', 'S11']);
    expect(
      page?.scene.over.some((shape) => shape.kind === 'text' && shape.text === '17 unchanged screens not drawn'),
    ).toBe(true);
  });

  it('has pages of six changed screens, nine at most', () => {
    const many = (label: string) =>
      flowOf(...Array.from({ length: 100 }, (_, index) => screenOf(`S${index}`, [input('x', label)])));
    const pages = scenes(many('Old'), many('New'));
    expect(pages).toHaveLength(9);
    expect(pages[0]?.screens).toHaveLength(6);
    expect(pages.flatMap(({ screens }) => screens)).toHaveLength(100);
  });

  it('says so where nothing that is seen changed', () => {
    const [page] = scenes(before, before);
    expect(
      page?.scene.under.some(
        (shape) => shape.kind === 'text' && shape.text.includes('Nothing that can be seen changed'),
      ),
    ).toBe(true);
    expect(page?.scene.cards.every(({ isDimmed }) => isDimmed)).toBe(true);
  });
});
