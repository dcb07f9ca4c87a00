import { describe, expect, it, vi } from 'vitest';
import { installationOf, organisationInstallation, setUpInstallations } from './support.ts';

const query = (teamId: string) => ({ teamId, enterpriseId: undefined, isEnterpriseInstall: false as const });
/** Unix time in so many seconds. */
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const ending = (seconds: number) => ({ refreshToken: 'xoxe-first', expiresAt: inSeconds(seconds) });

describe('createInstallationStore', () => {
  it('gives an installation back as Bolt made it', async () => {
    const { store } = await setUpInstallations();
    const installation = installationOf('T1', ending(43_200));
    await store.storeInstallation(installation);
    expect(await store.fetchInstallation(query('T1'))).toEqual(installation);
  });

  it("authorizes each workspace with its own token, and none with another's", async () => {
    const { store, tokenOf } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1'));
    await store.storeInstallation(installationOf('T2'));
    expect([await tokenOf('T1'), await tokenOf('T2')]).toEqual(['xoxb-T1', 'xoxb-T2']);
    await expect(tokenOf('T3')).rejects.toMatchObject({ original: { kind: 'not-installed' } });
    await store.deleteInstallation?.(query('T1'));
    await expect(tokenOf('T1')).rejects.toMatchObject({ original: { kind: 'not-installed' } });
    expect(await tokenOf('T2')).toBe('xoxb-T2');
  });

  it('takes none that names neither a workspace nor an organisation', async () => {
    const { store, installations } = await setUpInstallations();
    const { team: _, ...ofNobody } = installationOf('T1');
    const ofAll = organisationInstallation('E7');
    for (const odd of [
      { ...ofNobody, team: undefined },
      { ...ofNobody, team: { id: 'E7' } },
      { ...ofAll, enterprise: undefined },
      { ...ofAll, enterprise: { id: 'T1' } },
    ]) {
      await expect(store.storeInstallation(odd as never)).rejects.toMatchObject({ kind: 'unusable' });
    }
    expect(await installations.all()).toEqual([]);
  });

  it('takes none of a workspace that is not allowed, by itself or by its organisation, and keeps nothing of it', async () => {
    const { store, installations, organisations } = await setUpInstallations();
    const refused = { kind: 'not-allowed', teamId: 'T9' };
    await expect(store.storeInstallation(installationOf('T9'))).rejects.toMatchObject(refused);
    const ofOther = { ...installationOf('T9'), enterprise: { id: 'E8' } };
    await expect(store.storeInstallation(ofOther)).rejects.toMatchObject(refused);
    expect(await installations.all()).toEqual([]);
    await store.storeInstallation({ ...installationOf('T9'), enterprise: { id: 'E7' } });
    expect((await installations.all()).map(({ id }) => id)).toEqual(['T9']);
    expect(organisations.of('T9')).toBe('E7');
  });

  it('asks the database once for what it knows: an ack does not wait for it', async () => {
    const { store, installations, tokenOf } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1'));
    const get = vi.spyOn(installations, 'get');
    for (let asked = 0; asked < 5; asked += 1) expect(await tokenOf('T1')).toBe('xoxb-T1');
    expect(get).toHaveBeenCalledOnce();
    store.forget('T1');
    await tokenOf('T1');
    expect(get).toHaveBeenCalledTimes(2);
  });
});

describe('token rotation', () => {
  it('leaves a token alone that has more than two hours to go', async () => {
    const { store, tokenOf, exchanges } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1', ending(7300)));
    expect(await tokenOf('T1')).toBe('xoxb-T1');
    expect(exchanges).toEqual([]);
  });

  it('exchanges one that is about to end once, however many ask, in however many processes', async () => {
    const { store, createProcess, exchanges, installations } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1', ending(600)));
    const processes = [createProcess(), createProcess(), createProcess()];
    const tokens = await Promise.all(
      processes.flatMap(({ tokenOf }) => Array.from({ length: 5 }, () => tokenOf('T1'))),
    );
    expect(exchanges).toEqual([{ grantType: 'refresh_token', refreshToken: 'xoxe-first' }]);
    // All of them work: the old one goes on until its end.
    expect(new Set(tokens)).toEqual(new Set(['xoxb-T1', 'xoxe.xoxb-fresh-1']));
    expect(await createProcess().tokenOf('T1')).toBe('xoxe.xoxb-fresh-1');
    const kept = JSON.parse((await installations.get('T1')) ?? '');
    expect(kept).toMatchObject({ team: { id: 'T1' }, bot: { refreshToken: 'xoxe-fresh-1', userId: 'U9' } });
    expect(kept.bot.expiresAt).toBeGreaterThan(inSeconds(43_000));
  });

  it('waits for the fresh one where the old one has ended', async () => {
    const { store, createProcess, exchanges } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1', ending(-60)));
    const tokens = await Promise.all(Array.from({ length: 6 }, () => createProcess().tokenOf('T1')));
    expect(exchanges).toHaveLength(1);
    expect(new Set(tokens)).toEqual(new Set(['xoxe.xoxb-fresh-1']));
  });

  it('exchanges the exchanged one, with its own refresh token', async () => {
    const { store, tokenOf, exchanges, installations } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1', ending(600)));
    await tokenOf('T1');
    const kept = JSON.parse((await installations.get('T1')) ?? '');
    await installations.put('T1', JSON.stringify({ ...kept, bot: { ...kept.bot, expiresAt: inSeconds(60) } }));
    expect(await tokenOf('T1')).toBe('xoxe.xoxb-fresh-2');
    expect(exchanges.map(({ refreshToken }) => refreshToken)).toEqual(['xoxe-first', 'xoxe-fresh-1']);
  });

  it('goes on with the old one where Slack refuses, and does not ask each time', async () => {
    const { store, tokenOf, exchanges, slackSays } = await setUpInstallations();
    slackSays.refuses = true;
    await store.storeInstallation(installationOf('T1', ending(600)));
    expect(await tokenOf('T1')).toBe('xoxb-T1');
    expect(await tokenOf('T1')).toBe('xoxb-T1');
    expect(exchanges).toHaveLength(1);
  });

  it("exchanges no other workspace's", async () => {
    const { store, tokenOf } = await setUpInstallations();
    await store.storeInstallation(installationOf('T1', ending(600)));
    await store.storeInstallation(installationOf('T2', ending(7300)));
    await Promise.all([tokenOf('T1'), tokenOf('T2')]);
    expect(await tokenOf('T2')).toBe('xoxb-T2');
    expect(await tokenOf('T1')).toBe('xoxe.xoxb-fresh-1');
  });
});
