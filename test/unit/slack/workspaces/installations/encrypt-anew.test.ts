import { expect, it, vi } from 'vitest';
import { encryptAnew } from '../../../../../src/slack/workspaces/installations/encrypt-anew.ts';

async function logged(result: { renewed: number; damagedIds: string[] }) {
  const log = { info: vi.fn(), error: vi.fn() };
  await encryptAnew({ encryptAnew: async () => result }, log);
  return { infos: log.info.mock.calls, errors: log.error.mock.calls };
}

it('says how many tokens have the new key, and which workspace has to install the app again', async () => {
  const { infos, errors } = await logged({ renewed: 2, damagedIds: ['T1', 'T2'] });
  expect(infos).toEqual([[{ renewed: 2 }, expect.any(String)]]);
  expect(errors.map(([fields]) => fields)).toEqual([{ id: 'T1' }, { id: 'T2' }]);
});

it('says nothing where there is nothing to do', async () => {
  expect(await logged({ renewed: 0, damagedIds: [] })).toEqual({ infos: [], errors: [] });
});
