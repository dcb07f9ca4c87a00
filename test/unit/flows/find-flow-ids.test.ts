import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFlowIds } from '../../../src/flows/find-flow-ids.ts';
import { isFlowId } from '../../../src/flows/flow-id.ts';
import { RULES } from '../../../src/flows/flow-id-score.ts';
import { HELD_OUT, MESSAGES, type Row } from './messages-table.ts';

const ID = '1706000000000001';
const found = (message: unknown) => findFlowIds(typeof message === 'string' ? { text: message } : message);

/** Shares of false finds among all found, and of misses among all expected. */
function rates(rows: readonly Row[]) {
  const judged = rows.map(([message, expected]) => ({ ids: found(message), expected }));
  const finds = judged.flatMap(({ ids }) => ids).length;
  const wanted = judged.flatMap(({ expected }) => expected).length;
  const falseFinds = judged.flatMap(({ ids, expected }) => ids.filter((id) => !expected.includes(id))).length;
  const misses = judged.flatMap(({ ids, expected }) => expected.filter((id) => !ids.includes(id))).length;
  return { falseFinds: falseFinds / finds, misses: misses / wanted };
}

describe('findFlowIds on a table of messages', () => {
  it('is measured on enough of them', () => {
    expect(MESSAGES.filter(([, ids]) => ids.length > 0).length).toBeGreaterThanOrEqual(70);
    expect(MESSAGES.filter(([, ids]) => ids.length === 0).length).toBeGreaterThanOrEqual(70);
    expect(MESSAGES.flatMap(([, ids]) => ids).length).toBeGreaterThanOrEqual(100);
    expect(HELD_OUT.length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    { name: 'tuned on', rows: MESSAGES },
    { name: 'held out', rows: HELD_OUT },
  ])('finds falsely and misses less than 2 %: $name', ({ rows }) => {
    const { falseFinds, misses } = rates(rows);
    expect(falseFinds).toBeLessThan(0.02);
    expect(misses).toBeLessThan(0.02);
  });
});

describe('findFlowIds', () => {
  it.each([
    ['a price', `$${ID}`],
    ['a price behind its number', `${ID} EUR`],
    ['a phone number', '+861380013800012'],
    ['a phone link', '<tel:491701234567890|491701234567890>'],
    ['a Slack timestamp', '1700000000.123456'],
    ['a permalink', 'https://x.slack.com/archives/C123/p1700000000123456?thread_ts=1700000000.123456&cid=C123'],
    ['a user', '<@U1706000000000001>'],
    ['a channel', `<#C0123ABCD|${ID}>`],
    ['a date', '<!date^1706000000^{date}|1706000000000001>'],
    ['a time', `timestamp: ${ID}`],
    ['an order', `order ${ID}`],
    ['a card', 'card 4111111111111111'],
    ['a checksum', 'md5: 9e107d9d372bb6826bd81d3542a419d6'],
    ['a tweet', `https://twitter.com/acme/status/${ID}`],
    ['a user element', { blocks: [{ type: 'rich_text', elements: [{ type: 'user', user_id: ID }] }] }],
  ])('does not offer %s', (_name, message) => {
    expect(found(message)).toEqual([]);
  });

  it('offers at most 20 and keeps their order', () => {
    const ids = Array.from({ length: 25 }, (_, index) => `17060000000001${String(index).padStart(2, '0')}`);
    expect(found(ids.join('\n'))).toEqual(ids.slice(0, 20));
  });

  it('prefers the likeliest where more than 20 are found', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `17060000000001${String(index).padStart(2, '0')}`);
    expect(found(`${ids.join('\n')}\nflow id: clinic-7`).at(-1)).toBe('clinic-7');
  });

  it('lets an explicit label outweigh every rule', () => {
    expect(found(`order ${ID}, flow id ${ID}`)).toEqual([ID]);
  });

  it('names each rule once', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  });

  it.each([undefined, null, 7, 'text', [], { text: 7, blocks: 'x', attachments: [null], files: {} }])(
    'finds nothing in %j',
    (message) => {
      expect(findFlowIds(message)).toEqual([]);
    },
  );

  it('does not read below a depth of 20', () => {
    let block: object = { type: 'section', text: ID };
    for (let depth = 0; depth < 5000; depth += 1) block = { elements: [block] };
    expect(findFlowIds({ blocks: [block] })).toEqual([]);
  });

  it.each(['1', 'a ', `${ID} `, 'flow id ', '<', '<https://', 'a-', '/flows/', '\n', 'a:b', '1a', 'order-', '_ '])(
    'is done with very many of %j within a second',
    (piece) => {
      const start = performance.now();
      findFlowIds({ text: piece.repeat(200_000) });
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );

  it('gives distinct flow IDs, 20 at the most, for whatever it is given', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom(...MESSAGES.map(([message]) => JSON.stringify(message))));
    const anything = fc.anything();
    const messages = fc.oneof(
      anything,
      fc.record(
        { text: texts, blocks: anything, attachments: fc.array(anything), files: fc.array(anything) },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(messages, (message) => {
        const ids = findFlowIds(message);
        expect(ids.length).toBeLessThanOrEqual(20);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => !isFlowId(id))).toEqual([]);
      }),
    );
  });
});
