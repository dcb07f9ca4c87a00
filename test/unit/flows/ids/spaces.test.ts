import { describe, expect, it } from 'vitest';
import { resolveSpace, spaceLabel } from '../../../../src/flows/ids/spaces.ts';
import type { AccountSettings } from '../../../../src/settings/types.ts';

const account = (name: string, custSpaceId?: string, spaces: AccountSettings['spaces'] = []): AccountSettings => ({
  name,
  endpoint: { host: 'cams.example.com', protocol: 'HTTPS' },
  accessKey: undefined,
  callsPerSecond: 5,
  custSpaceId,
  spaces,
});
const one = [account('default', 'cams-1')];
const several = [
  account('production', 'cams-10', [{ name: 'eu-shop', custSpaceId: 'cams-11' }]),
  account('staging', undefined, [
    { name: 'tests', custSpaceId: 'cams-20' },
    { name: 'production', custSpaceId: 'cams-21' },
  ]),
  account('labs', 'cams-30'),
];

describe('resolveSpace', () => {
  it.each([
    ['nothing', one, undefined, undefined, 'default', 'cams-1'],
    ["the channel's default", one, undefined, 'cams-2', 'default', 'cams-2'],
    ["what is given before the channel's default", one, 'cams-3', 'cams-2', 'default', 'cams-3'],
    ['the only account', one, 'default', 'cams-2', 'default', 'cams-1'],
    ['nothing, of several', several, undefined, undefined, 'production', 'cams-10'],
    ['a space', several, 'tests', undefined, 'staging', 'cams-20'],
    ['a space with capitals', several, 'EU-Shop', undefined, 'production', 'cams-11'],
    ["a space before an account's name", several, 'production', undefined, 'staging', 'cams-21'],
    ['an account', several, 'labs', undefined, 'labs', 'cams-30'],
    ['an account without a default space', several, 'staging', undefined, 'staging', undefined],
    ['an ID that an account lists', several, 'cams-20', undefined, 'staging', 'cams-20'],
    ['an ID that no account lists', several, 'cams-99', undefined, 'production', 'cams-99'],
    ["a channel's default by name", several, undefined, 'tests', 'staging', 'cams-20'],
  ])('finds %s', (_name, accounts, given, channelDefault, expected, custSpaceId) => {
    expect(resolveSpace(accounts, given, channelDefault)).toEqual({
      ok: true,
      value: { account: expected, custSpaceId },
    });
  });

  it.each([
    ['no space!', undefined],
    [undefined, '商店'],
  ])('does not know %j, with the default %j', (given, channelDefault) => {
    const word = given ?? channelDefault;
    expect(resolveSpace(several, given, channelDefault)).toEqual({
      ok: false,
      error: { kind: 'unknown-space', given: word },
    });
  });
});

describe('spaceLabel', () => {
  it.each([
    [one, 'default', undefined, undefined],
    [one, 'default', 'cams-1', 'cams-1'],
    [[account('default', undefined, [{ name: 'shop', custSpaceId: 'cams-1' }])], 'default', 'cams-1', 'shop'],
    [several, 'production', undefined, undefined],
    [several, 'staging', undefined, 'staging'],
    [several, 'production', 'cams-11', 'production / eu-shop'],
    [several, 'labs', 'cams-11', 'labs / cams-11'],
    [several, 'gone', 'cams-11', 'gone / cams-11'],
  ])('names it %#', (accounts, name, custSpaceId, label) => {
    expect(spaceLabel(accounts, { account: name, custSpaceId })).toBe(label);
  });
});
