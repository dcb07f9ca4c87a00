import { describe, expect, it, vi } from 'vitest';
import { createAudit } from '../../../src/audit/audit.ts';
import type { NewAuditEntry } from '../../../src/audit/entry.ts';

const ENTRY = { event: 'refused', teamId: 'T1', userId: 'U1', action: 'audit', flows: [] } as const;

function setUp(add: (entry: NewAuditEntry) => Promise<void> = async () => {}) {
  const stream = vi.fn();
  const log = { error: vi.fn() };
  const records = { add: vi.fn(add) };
  const audit = createAudit({ records, stream, newId: () => 'new', wallMs: () => 0, log });
  return { audit, stream, log, records };
}

describe('record', () => {
  it('keeps an entry, and gives it to the stream', async () => {
    const { audit, stream, records } = setUp();
    await audit.record(ENTRY);
    expect(records.add).toHaveBeenCalledWith({ ...ENTRY, id: 'new' });
    expect(JSON.parse(stream.mock.calls[0]?.[0])).toMatchObject({ time: '1970-01-01T00:00:00.000Z', event: 'refused' });
  });

  it('never rejects: the log has what could not be kept, and the stream nothing that is not', async () => {
    const { audit, stream, log } = setUp(() => Promise.reject(new Error('disk full')));
    await expect(audit.record(ENTRY)).resolves.toBeUndefined();
    expect(log.error.mock.calls[0]?.[0]).toMatchObject({ audit: ENTRY });
    expect(stream).not.toHaveBeenCalled();
  });

  it('gives each moment of a request one ID', async () => {
    const { audit, records } = setUp();
    for (const event of ['accepted', 'delivered', 'failed', 'refused'] as const) {
      await audit.record({ ...ENTRY, event, request: 'r1' });
    }
    expect(records.add.mock.calls.map(([{ id }]) => id)).toEqual(['r1/accepted', 'r1/ended', 'r1/ended', 'new']);
  });
});
