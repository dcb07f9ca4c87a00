import { describe, expect, it } from 'vitest';
import { homeWatchValueOf, parseHomeWatchValue } from '../../../../src/slack/payloads/home-watch-value.ts';
import { longId } from '../support/flows.ts';

const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: 'cams-eu' };
const MAX_PER_BUTTON = 2000;

describe('homeWatchValueOf', () => {
  it.each([flow, { ...flow, custSpaceId: undefined }])('is read again: %j', (given) => {
    const watch = { channelId: 'C1', flow: given };
    expect(parseHomeWatchValue(homeWatchValueOf(watch))).toEqual(watch);
  });

  it('fits into a button', () => {
    const watch = { channelId: 'C'.repeat(64), flow: { flowId: longId(1), account: 'a'.repeat(64), custSpaceId: 'c' } };
    expect(homeWatchValueOf(watch).length).toBeLessThan(MAX_PER_BUTTON);
  });

  it('holds nothing but which watch', () => {
    const watch = { channelId: 'C1', flow, teamId: 'T1', createdBy: 'U1' };
    expect(homeWatchValueOf(watch)).toBe('{"c":"C1","f":"17b6aa11","a":"default","s":"cams-eu"}');
  });
});

describe('parseHomeWatchValue', () => {
  it.each([
    undefined,
    '',
    'null',
    '{}',
    '{"f":"17b6aa11","a":"default"}',
    '{"c":"","f":"17b6aa11","a":"default"}',
    '{"c":"C1","f":"no flow","a":"default"}',
    '{"c":"C1","f":"17b6aa11","a":"default","s":"<!channel>"}',
  ])('takes no %j', (value) => {
    expect(parseHomeWatchValue(value)).toBeUndefined();
  });
});
