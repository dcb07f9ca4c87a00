import { describe, expect, it } from 'vitest';
import { createPreferences } from '../../../src/store/preferences.ts';
import { memoryDatabase } from './support.ts';

const preferences = async () => createPreferences(await memoryDatabase());

describe('createPreferences', () => {
  it('sends results to the conversation until a workspace sets another destination', async () => {
    const { destination, setDestination } = await preferences();
    expect(await destination('T1')).toBe('conversation');
    await setDestination('T1', 'only-me');
    expect(await destination('T1')).toBe('only-me');
    await setDestination('T1', 'conversation');
    expect(await destination('T1')).toBe('conversation');
  });

  it('keeps a space for a channel, changes it and takes it away', async () => {
    const { space, setSpace } = await preferences();
    expect(await space('T1', 'C1')).toBeUndefined();
    await setSpace('T1', 'C1', 'shop');
    await setSpace('T1', 'C2', 'support');
    expect(await space('T1', 'C1')).toBe('shop');
    await setSpace('T1', 'C1', 'support');
    expect(await space('T1', 'C1')).toBe('support');
    await setSpace('T1', 'C1', undefined);
    expect(await space('T1', 'C1')).toBeUndefined();
    expect(await space('T1', 'C2')).toBe('support');
  });

  it("shows and changes no other workspace's", async () => {
    const { destination, setDestination, space, setSpace } = await preferences();
    await setDestination('T1', 'only-me');
    await setSpace('T1', 'C1', 'shop');
    expect(await destination('T2')).toBe('conversation');
    expect(await space('T2', 'C1')).toBeUndefined();
    await setDestination('T2', 'conversation');
    await setSpace('T2', 'C1', 'other');
    await setSpace('T2', 'C1', undefined);
    expect(await destination('T1')).toBe('only-me');
    expect(await space('T1', 'C1')).toBe('shop');
  });
});
