import { describe, expect, it } from 'vitest';
import { givenTime } from '../../../src/audit/given-time.ts';

const NOW = Date.UTC(2026, 10, 26, 12);

describe('givenTime', () => {
  it.each([
    ['30d', '2026-10-27T12:00:00.000Z'],
    ['0d', '2026-11-26T12:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T08:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31 08:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T08:00:01.5', '2026-01-31T08:00:01.500Z'],
    ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31t08:00:00z', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T08:00:00+08:00', '2026-01-31T00:00:00.000Z'],
  ])('%s is %s, on a machine of any zone', (given, iso) => {
    expect(new Date(givenTime(given, NOW) ?? 0).toISOString()).toBe(iso);
  });

  it.each(['', 'yesterday', '31 Jan 2026', '2026-1-31', '01/31/2026', '2026-13-01', '2026-01-31T25:00', '7 d', '2026'])(
    '%j is no time: it would be one of the zone of the machine, or none at all',
    (given) => {
      expect(givenTime(given, NOW)).toBeUndefined();
    },
  );
});
