import { describe, expect, it } from 'vitest';
import { exitsOf } from '../../../../src/flows/json/screen-exits.ts';

const to = (name: string) => ({ name: 'navigate', next: { type: 'screen', name } });
const screenOf = (...children: object[]) => ({ id: 'A', layout: { type: 'SingleColumnLayout', children } }) as never;
const footer = (action: object) => ({ type: 'Footer', 'on-click-action': action });

/** An object that has a `then` is no promise here; the linter can't know. */
const condition = (then: object[], other: object[]) =>
  Object.fromEntries([
    ['type', 'If'],
    ['then', then],
    ['else', other],
  ]);

describe('exitsOf', () => {
  it('finds every action, however deep, in the order of the file', () => {
    const screen = screenOf(
      condition([{ type: 'EmbeddedLink', 'on-click-action': to('B') }], [footer(to('C'))]),
      { type: 'Switch', cases: { one: [footer(to('D'))] } },
      { type: 'NavigationList', 'list-items': [{ 'on-click-action': to('E') }, { 'on-click-action': to('B') }] },
      { type: 'Dropdown', 'data-source': [{ 'on-select-action': { name: 'update_data' } }] },
      footer({ name: 'complete', payload: { next: { name: 'NOT' } } }),
    );
    expect(exitsOf(screen, undefined)).toEqual({ next: ['B', 'C', 'D', 'E'], isAll: true });
  });

  it('adds what the routing model says', () => {
    expect(exitsOf(screenOf(footer(to('B'))), { A: ['C', 'B', 7], B: ['X'] })).toEqual({
      next: ['B', 'C'],
      isAll: true,
    });
  });

  it('knows all only where no endpoint decides, or the routing model holds it', () => {
    const screen = screenOf(footer({ name: 'data_exchange' }));
    expect(exitsOf(screen, undefined)).toEqual({ next: [], isAll: false });
    expect(exitsOf(screen, { A: ['B'] })).toEqual({ next: ['B'], isAll: true });
  });

  it('gives up on what is too much to read, and keeps 40 ways', () => {
    const endless = screenOf(...Array(60_000).fill({}), footer(to('B')));
    expect(exitsOf(endless, { A: ['C'] })).toEqual({ next: ['C'], isAll: false });
    const { next, isAll } = exitsOf(
      screenOf(...Array.from({ length: 41 }, (_, index) => footer(to(`S${index}`)))),
      undefined,
    );
    expect([next.length, isAll]).toEqual([40, false]);
  });

  it.each([{}, { layout: null }, { layout: { children: 'none' } }, { layout: { 'on-click-action': { next: 7 } } }])(
    'takes a draft as it is: %j',
    (screen) => {
      expect(exitsOf(screen, null)).toEqual({ next: [], isAll: true });
    },
  );
});
