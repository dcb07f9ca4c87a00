import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOrganisations } from '../../../../../src/slack/workspaces/installations/organisations.ts';
import { createServedWorkspaces } from '../../../../../src/slack/workspaces/installations/served-workspaces.ts';
import { fakeClock, silentLog } from '../../../support/fakes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp({ answers = true } = {}) {
  const rows = new Map<string, string>();
  const organisations = createOrganisations();
  const workspacesByToken = vi.fn(
    (_organisationId: string): Promise<string[]> => (answers ? Promise.resolve(['T71']) : new Promise(() => {})),
  );
  const records = vi.fn(async (teamId: string) => rows.get(teamId));
  const served = createServedWorkspaces({
    records: {
      organisationOf: records,
      add: async (organisationId, teamIds) => {
        for (const teamId of teamIds) rows.set(teamId, organisationId);
      },
    },
    organisations,
    workspacesByToken,
    clock: fakeClock,
    log: silentLog,
  });
  return { ...served, rows, records, organisations, workspacesByToken };
}

describe('createServedWorkspaces', () => {
  it('believes Slack, and asks it again after a minute at the earliest', async () => {
    const { serves, workspacesByToken, organisations } = setUp();
    expect(await serves('E7', 'T71')).toBe(true);
    expect(organisations.of('T71')).toBe('E7');
    expect([await serves('E7', 'T72'), await serves('E6', 'T71')]).toEqual([false, false]);
    expect(workspacesByToken).toHaveBeenCalledOnce();
    workspacesByToken.mockResolvedValue(['T71', 'T72']);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await serves('E7', 'T72')).toBe(true);
  });

  it('goes on where Slack does not say', async () => {
    const { serves, workspacesByToken } = setUp();
    workspacesByToken.mockRejectedValueOnce(new Error('no network'));
    expect(await serves('E7', 'T71')).toBe(false);
  });

  it('lets no ack wait for a Slack that does not answer, however many workspaces a payload names', async () => {
    const { serves } = setUp({ answers: false });
    let done = false;
    const all = (async () => {
      for (const teamId of ['T71', 'T72', 'T73', 'T74']) await serves('E7', teamId);
      done = true;
    })();
    await vi.advanceTimersByTimeAsync(1_600);
    expect(done).toBe(true);
    await all;
  });

  it('answers at once with what it knows, and reads that again beside it: another process may know more', async () => {
    const { organisationOf, records, rows, organisations } = setUp();
    rows.set('T71', 'E7');
    expect(await organisationOf('T71')).toBe('E7');
    rows.delete('T71');
    expect(await organisationOf('T71')).toBe('E7');
    expect(records).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(31_000);
    expect(await organisationOf('T71')).toBe('E7');
    await vi.advanceTimersByTimeAsync(0);
    expect(await organisationOf('T71')).toBeUndefined();
    expect(organisations.of('T71')).toBeUndefined();
  });

  it('knows nothing any more of what was forgotten', async () => {
    const { organisationOf, forget, rows, organisations } = setUp();
    rows.set('T71', 'E7');
    await organisationOf('T71');
    rows.delete('T71');
    forget('T71');
    expect([await organisationOf('T71'), organisations.of('T71')]).toEqual([undefined, undefined]);
  });
});
