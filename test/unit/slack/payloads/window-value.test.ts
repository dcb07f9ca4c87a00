import { expect, it } from 'vitest';
import { parseWindowValue, windowValueOf } from '../../../../src/slack/payloads/window-value.ts';

it.each([
  { words: 'settings', threadTs: undefined },
  { words: 'space:eu-shop only-me', threadTs: '1700000000.000100' },
  { words: '', threadTs: undefined },
])('the value of a button that opens a window comes back: %j', (value) => {
  expect(parseWindowValue(windowValueOf(value))).toEqual(value);
});

it('fits into a button, however long the command is', () => {
  const value = windowValueOf({ words: 'x'.repeat(5000), threadTs: '1700000000.000100' });
  expect(value.length).toBeLessThanOrEqual(2000);
  expect(parseWindowValue(value)).toBeDefined();
});

it.each(['', '{', '{"w":7}', `{"w":"${'x'.repeat(1501)}"}`, undefined])('is none of ours: %j', (value) => {
  expect(parseWindowValue(value)).toBeUndefined();
});
