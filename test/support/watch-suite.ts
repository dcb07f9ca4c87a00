import { type RawBuilder, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { FlowRef } from '../../src/cams/types.ts';
import { fileFactsOf } from '../../src/fingerprint.ts';
import type { Person } from '../../src/flows/records.ts';
import type { StartedNotification, WatchKey } from '../../src/notify/records.ts';
import { createFlowVersions } from '../../src/store/repositories/flow-versions.ts';
import { createNotifications } from '../../src/store/repositories/notifications.ts';
import { createNotifyPreferences } from '../../src/store/repositories/notify-preferences.ts';
import { createOpsChannels } from '../../src/store/repositories/ops-channels.ts';
import { createOpsStates } from '../../src/store/repositories/ops-states.ts';
import { createPollQueue } from '../../src/store/repositories/poll-queue.ts';
import { createSights } from '../../src/store/repositories/sights.ts';
import { createWatches } from '../../src/store/repositories/watches.ts';
import type { OpenDatabase } from './store-suites.ts';

const START = 1_800_000_000_000;
const MINUTE = 60_000;

const flow: FlowRef = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
const [U1, U2] = ['U1', 'U2'].map((userId) => ({ teamId: 'T1', userId })) as [Person, Person];
const key: WatchKey = { teamId: 'T1', channelId: 'C1', flow };
const newWatch = { ...key, everyMs: 10 * MINUTE, createdBy: 'U1' };
/** `printf '{"a":1}' | sha256sum` */
const FIRST_FILE = { sha256: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862', bytes: 7 };
const factsOf = (contentHash: string) => ({ contentHash, name: undefined, status: undefined, ageMs: 0 });
const tellingOf = (upTo: number): StartedNotification => ({
  id: `n${upTo}`,
  upTo,
  changes: 1,
  isFlapping: false,
  isDigest: false,
});

/** Two processes on one database, whose clock stands still until the test moves it. */
async function setUp(open: OpenDatabase) {
  const { db, dialect } = await open();
  await sql`create table test_clock (ms bigint)`.execute(db);
  await sql`insert into test_clock values (${sql.lit(START)})`.execute(db);
  const now: RawBuilder<number> = sql<number>`(select ms from test_clock)`;
  const processOf = (owner: string) => ({
    polls: createPollQueue(db, dialect, owner, now),
    notifications: createNotifications(db, dialect, owner, now),
  });
  const versions = createFlowVersions(db, dialect, now);
  return {
    db,
    watches: createWatches(db, dialect, now),
    versions,
    ofTeam: versions.ofTeam('T1'),
    sights: createSights(db, dialect, now),
    preferences: createNotifyPreferences(db, dialect, now),
    ops: createOpsStates(db, dialect, now),
    one: processOf('one'),
    two: processOf('two'),
    move: (ms: number) => sql`update test_clock set ms = ms + ${sql.lit(ms)}`.execute(db),
  };
}

/** A channel that knows version 1, and version 2 which it is to be told of by now. */
async function withChange(open: OpenDatabase) {
  const parts = await setUp(open);
  await parts.versions.see(flow, '{"a":1}', factsOf('s1'), U1);
  await parts.watches.add(newWatch, { sinceVersion: 1, firstPollInMs: 0 });
  await parts.versions.see(flow, '{"a":2}', factsOf('s2'), undefined);
  await parts.move(2 * MINUTE);
  return parts;
}

const watchesSuite = (open: OpenDatabase) =>
  describe('createWatches', () => {
    it('gives watches back as they were, by channel and by who made them', async () => {
      const { watches, move } = await setUp(open);
      const inSpace = { ...newWatch, flow: { ...flow, custSpaceId: 'cams-1' }, everyMs: 60 * MINUTE };
      expect(await watches.add(newWatch, { firstPollInMs: 0 })).toBe('added');
      await move(1);
      await watches.add(inSpace, { firstPollInMs: 0 });
      await watches.add({ ...newWatch, channelId: 'C2', createdBy: 'U2' }, { firstPollInMs: 0 });
      await watches.add({ ...newWatch, teamId: 'T2' }, { firstPollInMs: 0 });
      const asAdded = { pausedUntil: undefined, pausedWhy: undefined };
      const own = [
        { ...newWatch, ...asAdded, createdAt: START },
        { ...inSpace, ...asAdded, createdAt: START + 1 },
      ];
      expect(await watches.ofChannel('T1', 'C1')).toStrictEqual(own);
      expect(await watches.ofCreator('T1', 'U1')).toStrictEqual(own);
      expect(await watches.find(key)).toStrictEqual(own[0]);
    });

    it('changes how often, keeps who made it, and removes it once', async () => {
      const { watches } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      const changed = { ...newWatch, everyMs: 5 * MINUTE, createdBy: 'U2' };
      expect(await watches.add(changed, { firstPollInMs: 0 })).toBe('changed');
      expect(await watches.ofChannel('T1', 'C1')).toMatchObject([{ everyMs: 5 * MINUTE, createdBy: 'U1' }]);
      expect(await watches.remove(key)).toMatchObject({ ...key, createdBy: 'U1' });
      expect(await watches.remove(key)).toBeUndefined();
      expect(await watches.find(key)).toBeUndefined();
    });

    it('is muted for a while', async () => {
      const { watches, move } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      expect(await watches.mute(key, MINUTE)).toBe(true);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: 'muted', pausedUntil: START + MINUTE });
      await move(MINUTE);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: undefined, pausedUntil: undefined });
      await watches.mute(key, MINUTE);
      await watches.mute(key, undefined);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: undefined });
      expect(await watches.mute({ ...key, channelId: 'C9' }, MINUTE)).toBe(false);
    });

    it('pauses a channel once, until somebody watches anew from what is there then', async () => {
      const { watches, versions, one, move } = await withChange(open);
      await watches.add({ ...newWatch, channelId: 'C2' }, { sinceVersion: 2, firstPollInMs: 0 });
      expect(await watches.pauseChannel('T1', 'C1')).toMatchObject([{ ...key, pausedWhy: 'channel-gone' }]);
      expect(await watches.pauseChannel('T1', 'C1')).toEqual([]);
      expect(await one.notifications.claim()).toEqual([]);
      await versions.see(flow, '{"a":3}', factsOf('s3'), undefined);
      await watches.add(newWatch, { firstPollInMs: 0 });
      expect(await watches.find(key)).toMatchObject({ pausedWhy: undefined });
      await versions.see(flow, '{"a":3}', factsOf('s3'), undefined);
      await versions.see(flow, '{"a":4}', factsOf('s4'), undefined);
      await move(2 * MINUTE);
      const due = [...(await one.notifications.claim()), ...(await one.notifications.claim())];
      expect(due).toMatchObject([
        { channelId: 'C1', notifiedVersion: 3 },
        { channelId: 'C2', notifiedVersion: 2 },
      ]);
    });

    it('pauses until its creator has decided, and keeps what is to be told and what was decided', async () => {
      const { watches, one, move } = await withChange(open);
      await watches.pauseShared(key);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: 'channel-shared' });
      await move(2 * MINUTE);
      expect(await one.notifications.claim()).toEqual([]);
      await watches.add({ ...newWatch, consented: ['T2', 'T3'] }, { sinceVersion: 2, firstPollInMs: 0 });
      const [due] = await one.notifications.claim();
      expect(due).toMatchObject({ ...key, notifiedVersion: 1, consented: ['T2', 'T3'], everyMs: newWatch.everyMs });
      if (due !== undefined) await one.notifications.postpone(due, 0);
      // Who changes how often decides nothing.
      await watches.add({ ...newWatch, everyMs: 5 * MINUTE }, { firstPollInMs: 0 });
      expect(await one.notifications.claim()).toMatchObject([{ consented: ['T2', 'T3'], everyMs: 5 * MINUTE }]);
      await watches.pauseChannel('T1', 'C1');
      await watches.pauseShared(key);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: 'channel-gone' });
    });

    it('pauses a flow once, in all its channels', async () => {
      const { watches, one } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      await watches.add({ ...newWatch, channelId: 'C2' }, { firstPollInMs: 0 });
      expect(await watches.pauseFlow(flow)).toHaveLength(2);
      expect(await watches.pauseFlow(flow)).toEqual([]);
      expect(await one.polls.claim('default')).toBeUndefined();
      expect(await one.polls.wanted()).toEqual([]);
    });
  });

const versionsSuite = (open: OpenDatabase) =>
  describe('createFlowVersions', () => {
    it('knows the size of a file without reading it', async () => {
      const { versions } = await setUp(open);
      const json = `{"a":"${'é'.repeat(40_000)}"}`;
      await versions.see(flow, json, factsOf('s1'), U1);
      const [{ file } = { file: { bytes: 0 } }] = await versions.ofTeam('T1').list(flow, 1);
      expect(file.bytes).toBe(Buffer.byteLength(json));
      expect(await versions.bytesOf('T1', flow, 1)).toBe(file.bytes);
      expect([await versions.bytesOf('T1', flow, 2), await versions.bytesOf('T2', flow, 1)]).toEqual([0, 0]);
    });

    it('adds a version for each change, also back to what was there, and stores a content once', async () => {
      const { db, versions, ofTeam, move } = await setUp(open);
      expect(await versions.see(flow, '{"a":1}', factsOf('s1'), U1)).toMatchObject({
        isNew: false,
        version: { version: 1 },
      });
      await move(5);
      expect(await versions.see(flow, '{ "a": 1 }', factsOf('s1'), U2)).toMatchObject({
        isNew: false,
        version: { version: 1 },
      });
      const second = await versions.see(flow, '{"a":2}', factsOf('s2'), U1);
      expect(second).toMatchObject({ isNew: true, version: { version: 2 } });
      await versions.see(flow, '{"a":1}', factsOf('s1'), U1);
      expect(await ofTeam.get(flow, 3)).toStrictEqual({
        flow,
        version: 3,
        contentHash: 's1',
        file: FIRST_FILE,
        json: '{"a":1}',
        name: undefined,
        status: undefined,
        firstSeenAt: START + 5,
        firstSeenBy: 'U1',
      });
      expect((await ofTeam.list(flow, 2)).map(({ version }) => version)).toEqual([3, 2]);
      expect(await ofTeam.latest(flow)).toMatchObject({ version: 3 });
      expect(await ofTeam.get(flow, 1)).toMatchObject({ firstSeenBy: 'U1', firstSeenAt: START });
      expect(await ofTeam.latest({ ...flow, custSpaceId: 'cams-1' })).toBeUndefined();
      expect(await db.selectFrom('flow_contents').select('sha256').execute()).toHaveLength(2);
    });

    it('knows each version by the file that was seen first, wherever it is asked', async () => {
      const { versions, ofTeam } = await setUp(open);
      const added = await versions.see(flow, '{"a":1}', factsOf('s1'), U1);
      const laidOutOtherwise = await versions.see(flow, '{ "a": 1 }', factsOf('s1'), U2);
      const [listed] = await ofTeam.list(flow, 1);
      const found = [added?.version, laidOutOtherwise?.version, await ofTeam.latest(flow), listed];
      expect(found.map((version) => version?.file)).toEqual(Array(4).fill(FIRST_FILE));
      expect(await ofTeam.get(flow, 1)).toMatchObject({ file: FIRST_FILE, json: '{"a":1}' });
    });

    it('finds out the fingerprint of a file that a version of the bot wrote that kept none', async () => {
      const { db, versions, ofTeam } = await setUp(open);
      await versions.see(flow, '{"a":1}', factsOf('s1'), U1);
      const forget = () => db.updateTable('flow_contents').set({ file_sha256: null, file_bytes: null }).execute();
      await forget();
      expect(await ofTeam.list(flow, 1)).toMatchObject([{ file: FIRST_FILE }]);
      expect(await db.selectFrom('flow_contents').select('file_sha256').executeTakeFirst()).toEqual({
        file_sha256: FIRST_FILE.sha256,
      });
      await forget();
      expect(await ofTeam.latest(flow)).toMatchObject({ file: FIRST_FILE });
      await forget();
      // It comes back as a version of the same content.
      await versions.see(flow, '{"a":2}', factsOf('s2'), U1);
      expect(await versions.see(flow, '{"a":1}', factsOf('s1'), U1)).toMatchObject({ version: { file: FIRST_FILE } });
    });

    it('keeps a big file compressed, and gives it back as it was', async () => {
      const { db, versions, ofTeam } = await setUp(open);
      const json = JSON.stringify({ screens: Array(3000).fill('你好, and the same again') });
      const utf8 = Buffer.from(json);
      const file = fileFactsOf(utf8);
      const added = await versions.see(flow, { utf8, file }, factsOf('big'), U1);
      expect(added?.version.file).toEqual(file);
      const kept = await db.selectFrom('flow_contents').select(['json', 'packed']).executeTakeFirstOrThrow();
      expect(kept.json).toBe('');
      expect(kept.packed?.length).toBeLessThan(utf8.length / 10);
      expect(await ofTeam.get(flow, 1)).toMatchObject({ json, file });
      // Seen as text, and once more: it is the same content.
      await versions.see(flow, json, factsOf('big'), U2);
      expect(await db.selectFrom('flow_contents').select('sha256').execute()).toHaveLength(1);
    });

    it('reads a big file that a version of the bot wrote that compressed none', async () => {
      const { db, versions, ofTeam } = await setUp(open);
      const json = JSON.stringify({ screens: Array(9000).fill('the same again') });
      await versions.see(flow, json, factsOf('big'), U1);
      await db.updateTable('flow_contents').set({ json, packed: null, file_sha256: null, file_bytes: null }).execute();
      expect(await ofTeam.get(flow, 1)).toMatchObject({ json, file: fileFactsOf(json) });
    });

    it('takes a name or a status that changed for a change, and one that gets known for none', async () => {
      const { versions } = await setUp(open);
      const seen = (name: string | undefined, status: 'DRAFT' | 'PUBLISHED' | undefined) =>
        versions.see(flow, '{}', { ...factsOf('s1'), name, status }, U1);
      await seen(undefined, undefined);
      expect(await seen('Booking', 'DRAFT')).toMatchObject({
        isNew: false,
        version: { name: 'Booking', status: 'DRAFT' },
      });
      expect(await seen(undefined, undefined)).toMatchObject({ isNew: false, version: { name: 'Booking' } });
      expect(await seen('Booking', 'PUBLISHED')).toMatchObject({
        isNew: true,
        version: { version: 2, status: 'PUBLISHED' },
      });
      expect(await seen('Bookings', undefined)).toMatchObject({ isNew: true, version: { status: 'PUBLISHED' } });
    });

    it('is not led back by a file that is older than the latest version', async () => {
      const { versions, move } = await setUp(open);
      await versions.see(flow, '{"a":1}', factsOf('s1'), U1);
      await move(10);
      await versions.see(flow, '{"a":2}', factsOf('s2'), U1);
      await move(10);
      const late = await versions.see(flow, '{"a":1}', { ...factsOf('s1'), ageMs: 15 }, U1);
      expect(late).toMatchObject({ isNew: false, version: { version: 2 } });
      expect(await versions.see(flow, '{"a":1}', { ...factsOf('s1'), ageMs: 5 }, U1)).toMatchObject({ isNew: true });
    });

    it('adds one version where many see it at the same moment', async () => {
      const { versions, ofTeam } = await setUp(open);
      await versions.see(flow, '{"a":1}', factsOf('s1'), U1);
      const all = await Promise.all(Array.from({ length: 12 }, () => versions.see(flow, '{"a":2}', factsOf('s2'), U1)));
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect(await ofTeam.list(flow, 10)).toHaveLength(2);
    });
  });

const teamsSuite = (open: OpenDatabase) =>
  describe('versions of several workspaces', () => {
    const stranger = { teamId: 'T2', userId: 'U9' };

    it('are each their own: a workspace sees neither what another one fetched, nor who did', async () => {
      const { versions, ofTeam } = await setUp(open);
      await versions.see(flow, '{"a":1}', factsOf('s1'), stranger);
      expect(await ofTeam.list(flow, 10)).toEqual([]);
      expect(await ofTeam.latest(flow)).toBeUndefined();
      expect(await ofTeam.get(flow, 1)).toBeUndefined();
      await versions.see(flow, '{"a":2}', factsOf('s2'), U1);
      expect(await ofTeam.list(flow, 10)).toMatchObject([{ version: 1, contentHash: 's2', firstSeenBy: 'U1' }]);
      expect(await versions.ofTeam('T2').list(flow, 10)).toMatchObject([{ version: 1, firstSeenBy: 'U9' }]);
    });

    it('are kept for every workspace that watches the flow, without the stranger who saw it', async () => {
      const { watches, versions, ofTeam } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      expect(await versions.see(flow, '{"a":1}', factsOf('s1'), stranger)).toMatchObject({
        version: { firstSeenBy: 'U9' },
      });
      expect(await ofTeam.list(flow, 10)).toMatchObject([{ version: 1, firstSeenBy: undefined }]);
      expect(await versions.isLatest(flow, 's1')).toBe(true);
      await versions.see(flow, '{"a":2}', factsOf('s2'), undefined);
      expect((await ofTeam.list(flow, 10)).map(({ version }) => version)).toEqual([2, 1]);
      expect((await versions.ofTeam('T2').list(flow, 10)).map(({ version }) => version)).toEqual([1]);
      expect(await versions.isLatest(flow, 's1')).toBe(false);
    });
  });

const limitsSuite = (open: OpenDatabase) =>
  describe('watches of one person and of one channel', () => {
    const watchOf = (index: number, channelId: string, createdBy: string) => ({
      ...newWatch,
      channelId,
      createdBy,
      flow: { ...flow, flowId: `f${index}` },
    });

    it('are as many as the settings say, in each workspace; one that is there can be changed', async () => {
      const { db, dialect } = await open();
      const limits = { watchesPerPerson: 2, watchesPerChannel: 3 };
      const watches = createWatches(db, dialect, undefined, limits);
      const add = (index: number, channelId: string, createdBy: string, teamId = 'T1') =>
        watches.add({ ...watchOf(index, channelId, createdBy), teamId }, { firstPollInMs: 0 });
      expect([await add(1, 'C1', 'U1'), await add(2, 'C1', 'U1')]).toEqual(['added', 'added']);
      expect(await add(3, 'C2', 'U1')).toEqual({ full: 'person', limit: 2 });
      expect(await add(2, 'C1', 'U1')).toBe('changed');
      expect(await add(3, 'C1', 'U2')).toBe('added');
      expect(await add(4, 'C1', 'U2')).toEqual({ full: 'channel', limit: 3 });
      expect(await add(4, 'C2', 'U2')).toBe('added');
      expect(await add(4, 'C1', 'U1', 'T2')).toBe('added');
      expect(await watches.ofChannel('T1', 'C1')).toHaveLength(3);
      expect(await watches.fullFor(watchOf(5, 'C2', 'U1'))).toEqual({ full: 'person', limit: 2 });
      expect(await watches.fullFor(watchOf(5, 'C1', 'U3'))).toEqual({ full: 'channel', limit: 3 });
      expect(await watches.fullFor(watchOf(5, 'C2', 'U3'))).toBeUndefined();
    });

    it('are no more where many are added at the same moment', async () => {
      const { db, dialect } = await open();
      const watches = createWatches(db, dialect, undefined, { watchesPerPerson: 3, watchesPerChannel: 100 });
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) => watches.add(watchOf(index, 'C1', 'U1'), { firstPollInMs: 0 })),
      );
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(3);
    });

    it('pause where no account serves the workspace any more, and go on where one does again', async () => {
      const { watches, one } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      await watches.add({ ...newWatch, teamId: 'T2' }, { firstPollInMs: 0 });
      expect(await watches.pauseUnserved((teamId) => teamId === 'T2')).toBe(1);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: 'account-gone' });
      expect(await watches.ofChannel('T2', 'C1')).toMatchObject([{ pausedWhy: undefined }]);
      expect(await watches.pauseUnserved(() => false)).toBe(1);
      expect(await one.polls.claim('default')).toBeUndefined();
      expect(await watches.pauseUnserved(() => true)).toBe(0);
      expect(await watches.find(key)).toMatchObject({ pausedWhy: undefined });
    });
  });

const sightsSuite = (open: OpenDatabase) =>
  describe('createSights', () => {
    const failure = { kind: 'asset-status', status: 404, host: 'files.example.com' };

    async function withBlindFlow() {
      const parts = await setUp(open);
      await parts.watches.add(newWatch, { firstPollInMs: 0 });
      const poll = async (errors: number, failed: boolean) => {
        await parts.one.polls.claim('default');
        const ended = { nextInMs: 0, polls: 0, errors, gone: 0, problem: undefined };
        await parts.one.polls.ended(flow, { ...ended, failure: failed ? failure : undefined });
      };
      await poll(1, false);
      await parts.move(10);
      await poll(3, true);
      return { ...parts, poll };
    }

    it('gives a channel to one process, with since when and why, until it was told', async () => {
      const { sights, watches } = await withBlindFlow();
      const claims = await Promise.all(Array.from({ length: 6 }, () => sights.claim()));
      const [claimed, ...others] = claims.filter((claim) => claim !== undefined);
      expect(others).toEqual([]);
      expect(claimed).toMatchObject({ teamId: 'T1', channelId: 'C1', now: START + 10 });
      expect(claimed?.sights).toMatchObject([
        { flow, createdBy: 'U1', failure, failingSince: START, changedAt: START + 10, toldScope: undefined },
      ]);
      expect(await watches.find(key)).toMatchObject({ blind: { since: START, failure } });
      expect(await watches.blindFlows('T1')).toEqual(new Map([['default', 1]]));
      expect(await watches.blindFlows('T2')).toEqual(new Map());
      expect(await Promise.all(['T1', 'T2', undefined].map((team) => watches.countOf('default', team)))).toEqual([
        1, 0, 1,
      ]);
      expect(await watches.countOf('other', undefined)).toBe(0);
      await sights.told(key, { blind: [{ flow, scope: 'flow' }], isLoud: true, seen: [] });
      expect(await sights.claim()).toBeUndefined();
    });

    it('gives it again where it was left, after a while, and once the flow can be looked at again', async () => {
      const { sights, poll, move } = await withBlindFlow();
      await sights.claim();
      await move(2 * MINUTE);
      expect(await sights.claim()).toMatchObject({ channelId: 'C1' });
      await sights.told(key, { blind: [{ flow, scope: 'flow' }], isLoud: true, seen: [] });
      await poll(0, false);
      const claimed = await sights.claim();
      expect(claimed?.sights).toMatchObject([{ failure: undefined, hasSucceeded: true, toldScope: 'flow' }]);
      await sights.told(key, { blind: [], isLoud: false, seen: [flow] });
      expect(await sights.claim()).toBeUndefined();
    });

    it('leaves out what is paused or muted', async () => {
      const { sights, watches, move } = await withBlindFlow();
      await watches.mute(key, MINUTE);
      expect(await sights.claim()).toBeUndefined();
      await move(MINUTE);
      expect(await sights.claim()).toMatchObject({ channelId: 'C1' });
    });
  });

const pollsSuite = (open: OpenDatabase) =>
  describe('createPollQueue', () => {
    it('gives each flow to one process at a time, however many channels watch it', async () => {
      const { watches, one, two, move } = await setUp(open);
      for (const channelId of ['C1', 'C2', 'C3']) await watches.add({ ...newWatch, channelId }, { firstPollInMs: 100 });
      expect(await one.polls.claim('default')).toBeUndefined();
      await move(100);
      expect(await one.polls.claim('other')).toBeUndefined();
      expect(await one.polls.claim('default')).toEqual({ flow, polls: 0, errors: 0, gone: 0 });
      expect(await two.polls.claim('default')).toBeUndefined();
      await one.polls.ended(flow, { nextInMs: 500, polls: 1, errors: 2, gone: 3, problem: undefined });
      expect(await two.polls.claim('default')).toBeUndefined();
      await move(500);
      expect(await two.polls.claim('default')).toEqual({ flow, polls: 1, errors: 2, gone: 3 });
    });

    it('gives ten flows to two processes that ask at once, each once', async () => {
      const { watches, one, two } = await setUp(open);
      const flows = Array.from({ length: 10 }, (_, index) => ({ ...flow, flowId: `f${index}` }));
      for (const each of flows) await watches.add({ ...newWatch, flow: each }, { firstPollInMs: 0 });
      const claimed: string[] = [];
      for (let round = 0; round < 20; round += 1) {
        const both = await Promise.all([one.polls.claim('default'), two.polls.claim('default')]);
        claimed.push(...both.flatMap((poll) => (poll === undefined ? [] : [poll.flow.flowId])));
      }
      expect(claimed.sort()).toEqual(flows.map(({ flowId }) => flowId));
    });

    it('gives the flow of a process that died to another a minute later, and not that of one that lives', async () => {
      const { watches, one, two, move } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      await one.polls.claim('default');
      await move(MINUTE - 1);
      await one.polls.renew([flow]);
      await move(MINUTE - 1);
      expect(await two.polls.claim('default')).toBeUndefined();
      await move(1);
      expect(await two.polls.claim('default')).toMatchObject({ flow });
      // Too late: it is another one's.
      await one.polls.ended(flow, { nextInMs: 0, polls: 9, errors: 0, gone: 0, problem: undefined });
      expect(await one.polls.claim('default')).toBeUndefined();
    });

    it('knows the shortest interval of each flow, and how late the latest is', async () => {
      const { watches, one, move } = await setUp(open);
      await watches.add(newWatch, { firstPollInMs: 0 });
      await watches.add({ ...newWatch, channelId: 'C2', everyMs: 5 * MINUTE }, { firstPollInMs: 0 });
      expect(await one.polls.wanted()).toEqual([{ flow, everyMs: 5 * MINUTE }]);
      await move(70);
      expect(await one.polls.latenessMs('default')).toBe(70);
      await one.polls.claim('default');
      expect(await one.polls.latenessMs('default')).toBe(0);
      await watches.remove(key);
      await watches.remove({ ...key, channelId: 'C2' });
      await move(2 * MINUTE);
      expect(await one.polls.claim('default')).toBeUndefined();
    });
  });

const tellingsSuite = (open: OpenDatabase) =>
  describe('createNotifications', () => {
    it('gives what is due of a channel to one process at a time', async () => {
      const { watches, versions, one, two, move } = await withChange(open);
      const other = { ...flow, flowId: 'f2' };
      await versions.see(other, '{"a":1}', factsOf('s1'), undefined);
      await watches.add({ ...newWatch, flow: other }, { sinceVersion: 1, firstPollInMs: 0 });
      await watches.add({ ...newWatch, channelId: 'C2', flow: other }, { sinceVersion: 1, firstPollInMs: 0 });
      await versions.see(other, '{"a":2}', factsOf('s2'), undefined);
      await move(2 * MINUTE);
      const claims = await Promise.all([
        one.notifications.claim(),
        two.notifications.claim(),
        one.notifications.claim(),
      ]);
      const rest = await two.notifications.claim();
      const all = [...claims, rest].flat().map((due) => `${due.channelId} ${due.flow.flowId}`);
      expect(all.sort()).toEqual(['C1 17b6aa11', 'C1 f2', 'C2 f2']);
      for (const claim of claims) expect(new Set(claim.map(({ channelId }) => channelId)).size).toBeLessThanOrEqual(1);
    });

    it('tells a change once, and the next one in the thread of the first', async () => {
      const { versions, one, move } = await withChange(open);
      const [due] = await one.notifications.claim();
      expect(due).toStrictEqual({
        ...key,
        notifiedVersion: 1,
        notifiedAt: undefined,
        threadTs: undefined,
        mutedUntil: undefined,
        started: undefined,
        createdBy: 'U1',
        consented: [],
        everyMs: newWatch.everyMs,
        tries: 0,
        now: START + 2 * MINUTE,
      });
      expect(await one.notifications.begin(key, tellingOf(2))).toBe(true);
      await one.notifications.notified(key, tellingOf(2), '1.1');
      await move(60 * MINUTE);
      expect(await one.notifications.claim()).toEqual([]);
      await versions.see(flow, '{"a":3}', factsOf('s3'), undefined);
      await move(2 * MINUTE);
      const next = { notifiedVersion: 2, notifiedAt: START + 2 * MINUTE, threadTs: '1.1' };
      expect(await one.notifications.claim()).toMatchObject([next]);
      await one.notifications.begin(key, tellingOf(3));
      await one.notifications.notified(key, tellingOf(3), '2.2');
      await versions.see(flow, '{"a":4}', factsOf('s4'), undefined);
      await move(2 * MINUTE);
      expect(await one.notifications.claim()).toMatchObject([{ notifiedVersion: 3, threadTs: '1.1' }]);
    });

    it('has the thread of the first message whose place is known', async () => {
      const { versions, one, move } = await withChange(open);
      for (const [version, ts] of [
        [2, undefined],
        [3, '2.2'],
      ] as const) {
        expect(await one.notifications.claim()).toMatchObject([{ threadTs: undefined }]);
        await one.notifications.begin(key, tellingOf(version));
        await one.notifications.notified(key, tellingOf(version), ts);
        await versions.see(flow, `{"a":${version + 1}}`, factsOf(`s${version + 1}`), undefined);
        await move(2 * MINUTE);
      }
      expect(await one.notifications.claim()).toMatchObject([{ threadTs: '2.2' }]);
    });

    it('looks again at what was seen while it told', async () => {
      const { versions, one } = await withChange(open);
      await one.notifications.claim();
      await one.notifications.begin(key, tellingOf(2));
      await versions.see(flow, '{"a":3}', factsOf('s3'), undefined);
      await one.notifications.notified(key, tellingOf(2), '1.1');
      expect(await one.notifications.claim()).toMatchObject([{ notifiedVersion: 2 }]);
    });

    it('hands on what a process had begun that died, as it was, and lets the dead begin nothing', async () => {
      const { one, two, move } = await withChange(open);
      await one.notifications.claim();
      await one.notifications.begin(key, tellingOf(2));
      await move(2 * MINUTE - 1);
      expect(await two.notifications.claim()).toEqual([]);
      await move(1);
      expect(await one.notifications.begin(key, tellingOf(2))).toBe(false);
      expect(await two.notifications.claim()).toMatchObject([{ started: tellingOf(2) }]);
      expect(await one.notifications.begin(key, tellingOf(2))).toBe(false);
      expect(await two.notifications.begin(key, tellingOf(2))).toBe(true);
      // It was slow, not dead: what it told is told.
      await one.notifications.notified(key, tellingOf(2), '1.1');
      expect(await two.notifications.begin(key, tellingOf(2))).toBe(false);
    });

    it('waits, tries again and skips', async () => {
      const { one, two, move } = await withChange(open);
      await one.notifications.claim();
      await one.notifications.postpone(key, START + 10 * MINUTE);
      expect(await one.notifications.claim()).toEqual([]);
      await move(8 * MINUTE);
      expect(await one.notifications.claim()).toHaveLength(1);
      await one.notifications.begin(key, tellingOf(2));
      await one.notifications.failed(key, 5000);
      expect(await two.notifications.claim()).toEqual([]);
      await move(5000);
      expect(await two.notifications.claim()).toMatchObject([{ tries: 1, started: tellingOf(2) }]);
      await two.notifications.skip(key, 2);
      await move(60 * MINUTE);
      expect(await one.notifications.claim()).toEqual([]);
    });

    it('begins nothing in a channel that has gone meanwhile, nor of a watch that was removed', async () => {
      const { watches, one } = await withChange(open);
      await one.notifications.claim();
      await watches.pauseChannel('T1', 'C1');
      expect(await one.notifications.begin(key, tellingOf(2))).toBe(false);
      await watches.remove(key);
      expect(await one.notifications.begin(key, tellingOf(2))).toBe(false);
    });
  });

const preferencesSuite = (open: OpenDatabase) =>
  describe('createNotifyPreferences', () => {
    it('is one plain message a change until a channel sets something else', async () => {
      const { preferences } = await setUp(open);
      expect(await preferences.get('T1', 'C1')).toEqual({
        mode: 'at-once',
        useThread: false,
        broadcast: false,
        filesIn: 'thread' as const,
      });
      const daily = { mode: 'daily', useThread: true, broadcast: true, filesIn: 'thread' as const } as const;
      await preferences.set('T1', 'C1', daily);
      expect(await preferences.get('T1', 'C1')).toEqual(daily);
      await preferences.set('T1', 'C1', { ...daily, useThread: false });
      expect(await preferences.get('T1', 'C1')).toEqual({ ...daily, useThread: false });
      expect(await preferences.get('T1', 'C2')).toMatchObject({ mode: 'at-once' });
    });

    it('goes for what waits already', async () => {
      const { preferences, one } = await withChange(open);
      await one.notifications.claim();
      await one.notifications.postpone(key, START + 1000 * MINUTE);
      await preferences.set('T1', 'C1', {
        mode: 'at-once',
        useThread: false,
        broadcast: false,
        filesIn: 'thread' as const,
      });
      expect(await one.notifications.claim()).toHaveLength(1);
    });
  });

const postedSuite = (open: OpenDatabase) =>
  describe('a notification whose message is there', () => {
    it('is known as such to whoever goes on with it, and ends as any other', async () => {
      const { one, two, move } = await withChange(open);
      const notification = { id: 'n', upTo: 2, changes: 1, isFlapping: false, isDigest: false };
      await one.notifications.claim();
      expect(await one.notifications.begin(key, notification)).toBe(true);
      await one.notifications.posted(key, notification, '1.2');
      // The process dies, and another one goes on.
      await move(10 * MINUTE);
      const [due] = await two.notifications.claim();
      expect(due?.started).toEqual({ ...notification, postedTs: '1.2' });
      expect(await two.notifications.begin(key, { ...notification, postedTs: '1.2' })).toBe(true);
      await two.notifications.notified(key, { ...notification, postedTs: '1.2' }, '1.2');
      await move(10 * MINUTE);
      expect(await one.notifications.claim()).toEqual([]);
    });
  });

const opsSuite = (open: OpenDatabase) =>
  describe('createOpsStates', () => {
    it('is raised by one, and settled by one once nobody meets it', async () => {
      const { watches, ops, one, move } = await setUp(open);
      const raised = await Promise.all(Array.from({ length: 8 }, () => ops.raise('default', 'limit-hit')));
      expect(raised.filter(Boolean)).toHaveLength(1);
      expect(await ops.raise('other', 'limit-hit')).toBe(true);
      await move(10);
      expect(await ops.raise('default', 'limit-hit')).toBe(false);
      expect(await ops.settle('default', ['limit-hit'], 10)).toEqual([]);
      await move(10);
      await watches.add(newWatch, { firstPollInMs: 0 });
      await one.polls.claim('default');
      await one.polls.ended(flow, { nextInMs: 0, polls: 0, errors: 1, gone: 0, problem: 'limit-hit' });
      expect(await ops.settle('default', ['limit-hit'], 10)).toEqual([]);
      await one.polls.claim('default');
      await one.polls.ended(flow, { nextInMs: 0, polls: 1, errors: 0, gone: 0, problem: undefined });
      const settle = () => ops.settle('default', ['key-expired', 'limit-hit'], 10);
      expect((await Promise.all([settle(), settle()])).flat()).toEqual(['limit-hit']);
      expect(await ops.raise('default', 'limit-hit')).toBe(true);
      await ops.withdraw('default', 'limit-hit');
      expect(await ops.raise('default', 'limit-hit')).toBe(true);
    });
  });

const opsChannelsSuite = (open: OpenDatabase) =>
  describe('createOpsChannels', () => {
    it('keeps one channel for each workspace, the one that was set last', async () => {
      const { set, all, of, remove } = createOpsChannels((await open()).db);
      expect(await all()).toEqual([]);
      expect(await set('T1', 'C1')).toBeUndefined();
      await set('T2', 'C1');
      expect(await set('T1', 'C2')).toBe('C1');
      expect(await of('T1')).toBe('C2');
      expect(await all()).toEqual([
        { teamId: 'T1', channelId: 'C2' },
        { teamId: 'T2', channelId: 'C1' },
      ]);
      expect([await remove('T1'), await remove('T1')]).toEqual(['C2', undefined]);
      expect(await of('T1')).toBeUndefined();
      expect(await of('T2')).toBe('C1');
    });
  });

/** What the repositories of the watcher promise, on whatever database they are given. */
export function watchSuite(open: OpenDatabase): void {
  watchesSuite(open);
  versionsSuite(open);
  teamsSuite(open);
  limitsSuite(open);
  sightsSuite(open);
  pollsSuite(open);
  tellingsSuite(open);
  preferencesSuite(open);
  postedSuite(open);
  opsSuite(open);
  opsChannelsSuite(open);
}
