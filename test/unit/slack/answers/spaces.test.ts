import { describe, expect, it, vi } from 'vitest';
import type { Preferences } from '../../../../src/flows/records.ts';
import {
  channelSpace,
  effectiveSpace,
  flowsIn,
  resolveFlow,
  spaceChoices,
  spaceFor,
  spaceNames,
  usualDestination,
} from '../../../../src/slack/answers/spaces.ts';
import { ACCOUNTS } from '../support/bolt.ts';

const requester = { teamId: 'T1', userId: 'U1', channelId: 'C1' };
const nowhere = { ...requester, channelId: undefined };
const [first] = ACCOUNTS;
if (first === undefined) throw new Error('There is no account');
const SEVERAL = [first, { ...first, name: 'eu', spaces: [{ name: 'eu-bank', custSpaceId: 'cams-bank' }] }];

function partsOf(space: string | undefined, accounts = ACCOUNTS) {
  const preferences: Preferences = {
    of: async () => ({ destination: 'only-me', space }),
    assumed: () => ({ destination: 'only-me', space }),
    learn: () => {},
    destination: async () => 'only-me',
    setDestination: async () => {},
    space: vi.fn(async () => space),
    setSpace: async () => {},
  };
  return { accounts, preferences };
}

describe('effectiveSpace', () => {
  it.each([
    ['what the channel has set', 'us-shop', 'cams-us'],
    ['the usual where it has set none', undefined, undefined],
    ['the usual where what it has set has left the settings', 'no such space', undefined],
  ])('is %s', (_name, space, custSpaceId) => {
    expect(effectiveSpace(ACCOUNTS, space)).toEqual({ ok: true, value: { account: 'default', custSpaceId } });
  });
});

describe('spaceFor', () => {
  it('takes what was named, else what the channel has set, else the usual', async () => {
    expect(await spaceFor(partsOf('us-shop'), requester, 'eu-shop')).toEqual({
      ok: true,
      value: { account: 'default', custSpaceId: 'cams-eu' },
    });
    expect(await spaceFor(partsOf('us-shop'), requester, undefined)).toEqual({
      ok: true,
      value: { account: 'default', custSpaceId: 'cams-us' },
    });
    expect(await spaceFor(partsOf(undefined), requester, undefined)).toEqual({
      ok: true,
      value: { account: 'default', custSpaceId: undefined },
    });
  });

  it('says what it does not know', async () => {
    expect(await spaceFor(partsOf(undefined), requester, 'a b')).toEqual({
      ok: false,
      error: { kind: 'unknown-space', given: 'a b' },
    });
  });
});

describe('resolveFlow', () => {
  it('puts a flow into the space that is named with it', async () => {
    expect(await resolveFlow(partsOf(undefined), requester, { flowId: '17b6aa11', space: 'eu-shop' })).toEqual({
      ok: true,
      value: { flowId: '17b6aa11', account: 'default', custSpaceId: 'cams-eu' },
    });
  });

  it('says which space it does not know', async () => {
    expect(await resolveFlow(partsOf(undefined), requester, { flowId: '17b6aa11', space: 'a b' })).toEqual({
      ok: false,
      error: { kind: 'unknown-space', given: 'a b' },
    });
  });
});

describe('channelSpace and usualDestination', () => {
  it('ask for the channel and the workspace of the requester', async () => {
    const parts = partsOf('us-shop');
    expect(await channelSpace(parts, requester)).toBe('us-shop');
    expect(parts.preferences.space).toHaveBeenCalledWith('T1', 'C1');
    expect(await usualDestination(parts, requester)).toBe('only-me');
  });

  it('know no space where there is no channel', async () => {
    const parts = partsOf('us-shop');
    expect(await channelSpace(parts, nowhere)).toBeUndefined();
    expect(parts.preferences.space).not.toHaveBeenCalled();
  });
});

describe('the spaces of the settings', () => {
  it('are offered by name', () => {
    expect(spaceChoices(ACCOUNTS)).toEqual([
      { name: 'eu-shop', label: 'eu-shop' },
      { name: 'us-shop', label: 'us-shop' },
    ]);
  });

  it('are offered with their account where there are several, and the accounts too', () => {
    expect(spaceChoices(SEVERAL)).toEqual([
      { name: 'default', label: 'default' },
      { name: 'eu-shop', label: 'default / eu-shop' },
      { name: 'us-shop', label: 'default / us-shop' },
      { name: 'eu', label: 'eu' },
      { name: 'eu-bank', label: 'eu / eu-bank' },
    ]);
  });

  it('stand for a space each: what is offered can be chosen', async () => {
    for (const { name } of spaceChoices(SEVERAL)) {
      expect(await spaceFor(partsOf(undefined, SEVERAL), requester, name)).toHaveProperty('ok', true);
    }
  });

  it('have names to be told', () => {
    expect(spaceNames(SEVERAL)).toEqual(['eu-shop', 'us-shop', 'eu-bank']);
  });
});

describe('flowsIn', () => {
  it('puts each flow where it lies', () => {
    expect(flowsIn({ account: 'eu', custSpaceId: 'cams-eu' }, ['a1', 'a2'])).toEqual([
      { flowId: 'a1', account: 'eu', custSpaceId: 'cams-eu' },
      { flowId: 'a2', account: 'eu', custSpaceId: 'cams-eu' },
    ]);
  });
});
