import { describe, expect, it } from 'vitest';
import { createForgetWorkspaces } from '../../src/store/forget-workspace.ts';
import { createHeldQuestions } from '../../src/store/repositories/held-questions.ts';
import { createRetention } from '../../src/store/retention.ts';
import type { OpenDatabase } from './store-suites.ts';

const MINUTE_MS = 60_000;
const SETTINGS = { historyDays: 90, requestsDays: 7, versionsDays: 90, auditDays: 30, picturesDays: 7 };
const UNKNOWN = '0f8fad5b-d9cb-469f-a165-70867728950e';

const question = {
  teamId: 'T1',
  userId: 'U1',
  channelId: 'C1',
  body: '{"share":{"files":["ab12"],"text":"它’s “ok”"}}',
};

async function setUp(open: OpenDatabase) {
  const { db, dialect } = await open();
  const questions = createHeldQuestions(db, dialect);
  /** As if it had been asked so long ago. */
  const age = (id: string, byMs: number) =>
    db
      .updateTable('held_questions')
      .set({ held_at: Date.now() - byMs })
      .where('id', '=', id)
      .execute();
  const count = async () => (await db.selectFrom('held_questions').select('id').execute()).length;
  return { db, dialect, questions, age, count };
}

/** What questions under way promise, on whatever database they are given. */
export const heldQuestionsSuite = (open: OpenDatabase) =>
  describe('createHeldQuestions', () => {
    it('gives a question back as it was, also to a process that starts later', async () => {
      const { db, dialect, questions } = await setUp(open);
      const id = await questions.keep(question);
      expect(await questions.find(id, 'T1')).toEqual(question);
      expect(await createHeldQuestions(db, dialect).find(id, 'T1')).toEqual(question);
    });

    it('tells questions apart that were asked at the same moment', async () => {
      const { questions } = await setUp(open);
      const ids = await Promise.all(['U1', 'U2', 'U3'].map((userId) => questions.keep({ ...question, userId })));
      expect(new Set(ids).size).toBe(3);
      const users = await Promise.all(ids.map(async (id) => (await questions.find(id, 'T1'))?.userId));
      expect(users).toEqual(['U1', 'U2', 'U3']);
    });

    it('gives none to another workspace, and none of an ID that nobody was given', async () => {
      const { questions } = await setUp(open);
      const id = await questions.keep(question);
      expect(await questions.find(id, 'T2')).toBeUndefined();
      expect(await questions.find(UNKNOWN, 'T1')).toBeUndefined();
      expect(await questions.find(`${id}' or '1'='1`, 'T1')).toBeUndefined();
    });

    it('stands for half an hour', async () => {
      const { questions, age } = await setUp(open);
      const id = await questions.keep(question);
      await age(id, 29 * MINUTE_MS);
      expect(await questions.find(id, 'T1')).toEqual(question);
      await age(id, 31 * MINUTE_MS);
      expect(await questions.find(id, 'T1')).toBeUndefined();
    });

    it('is deleted once nobody can answer it any more, and not before', async () => {
      const { db, dialect, questions, age, count } = await setUp(open);
      const clock = { after: () => {}, wait: async () => {} };
      const log = { info: () => {}, warn: () => {} };
      const retention = createRetention({ db, dialect, settings: SETTINGS, clock, log, minute: 0 });
      const [old, recent] = [await questions.keep(question), await questions.keep(question)];
      await age(old, 25 * 60 * MINUTE_MS);
      await age(recent, 29 * MINUTE_MS);
      await retention.run();
      expect(await count()).toBe(1);
      expect(await questions.find(recent, 'T1')).toEqual(question);
    });

    it('goes with its workspace, and with no other', async () => {
      const { db, dialect, questions, count } = await setUp(open);
      await questions.keep(question);
      const others = await questions.keep({ ...question, teamId: 'T2' });
      await createForgetWorkspaces(db, dialect)('T1');
      expect(await count()).toBe(1);
      expect(await questions.find(others, 'T2')).toBeDefined();
    });
  });
