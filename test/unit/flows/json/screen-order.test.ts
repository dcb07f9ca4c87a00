import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrderOfUse } from '../../../../src/flows/json/screen-order.ts';

/** `A>B,C B>D`: each screen, and where it leads. */
const flow = (text: string) =>
  text.split(' ').map((each) => {
    const [id = '', next = ''] = each.split('>');
    return { id, next: next === '' ? [] : next.split(',') };
  });
/** The order, those that are not reached behind a bar. */
function order(text: string, isKnown = true): string {
  const screens = inOrderOfUse(flow(text), isKnown);
  const ids = (isReached: boolean) => screens.filter((screen) => screen.isReached === isReached).map(({ id }) => id);
  const unreached = ids(false);
  return ids(true).join(' ') + (unreached.length > 0 ? ` | ${unreached.join(' ')}` : '');
}

describe('inOrderOfUse', () => {
  it.each([
    ['a line that the file turns round', 'C B>C A>B', 'A B C'],
    ['branches, each as a whole', 'A>B,C C>Y B>X X Y', 'A B X C Y'],
    ['where branches meet after the last of them', 'A>B,C B>D C>D D', 'A B C D'],
    ['a way that leaves a screen out', 'A>B,C B>C C', 'A B C'],
    ['a loop, from the screen that nothing leads to', 'B>C C>B,D D A>B', 'A B C D'],
    ['nothing but a loop, from the first of the file', 'B>A A>B', 'B A'],
    ['a screen that leads to itself', 'A>A,B B', 'A B'],
    ['those that are not reached, last and in the order of the file', 'X Z>X A>B B', 'Z X | A B'],
    ['a target that the flow does not have', 'A>NONE,B B', 'A B'],
    ['a second screen of the same ID', 'A>B B>C B C', 'A B C | B'],
    ['no screen', '', ''],
  ])('%s', (_name, given, expected) => {
    expect(order(given)).toBe(expected);
  });

  it('takes all to be reached where the file does not say where they lead', () => {
    expect(order('A B C', false)).toBe('A B C');
  });

  it('keeps where each leads, as far as the flow has it', () => {
    expect(inOrderOfUse(flow('A>NONE,B B'), true)[0]).toEqual({ id: 'A', next: ['B'], isReached: true });
  });

  it('has each screen once, whatever leads where, and needs no deep calls for a long chain', () => {
    const id = fc.integer({ min: 0, max: 12 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.record({ id, next: fc.array(id, { maxLength: 5 }) }), { maxLength: 12 }), (screens) => {
        const ids = (of: readonly { id: string }[]) => of.map((screen) => screen.id).sort();
        expect(ids(inOrderOfUse(screens, true))).toEqual(ids(screens));
      }),
    );
    const chain = Array.from({ length: 20_000 }, (_, index) => ({ id: `${index}`, next: [`${index + 1}`] }));
    expect(inOrderOfUse(chain.toReversed(), true).map(({ id: each }) => each)).toEqual(
      chain.map(({ id: each }) => each),
    );
  });
});
