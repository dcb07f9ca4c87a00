import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/audit/entry.ts';
import { AUDIT_COLUMNS, auditLines, csvHead, csvOf, jsonLinesOf } from '../../../src/audit/lines.ts';

const ENTRY: AuditEntry & { at: number } = {
  at: Date.UTC(2026, 10, 26, 6, 30, 1, 5),
  event: 'delivered',
  teamId: 'T1',
  userId: 'U1',
  channelId: 'C1',
  door: 'command /flow-json',
  action: 'fetch',
  rule: 'staff',
  request: 'r1',
  account: 'default',
  custSpaceId: 'cams-eu',
  flows: [
    { flowId: '17b6aa11', outcome: 'delivered', requestId: 'R-1', sha256: 'ab12' },
    { flowId: '17b6aa12', outcome: 'permission-denied', requestId: 'R-2' },
  ],
  deliveredTo: 'D1',
};

describe('auditLines', () => {
  it('gives a line a flow, with the time in UTC', () => {
    const lines = auditLines(ENTRY);
    expect(lines.map(({ flow, outcome, sha256 }) => [flow, outcome, sha256])).toEqual([
      ['17b6aa11', 'delivered', 'ab12'],
      ['17b6aa12', 'permission-denied', ''],
    ]);
    expect(lines[0]).toMatchObject({ time: '2026-11-26T06:30:01.005Z', delivered_to: 'D1', rule: 'staff' });
    expect(Object.keys(lines[0] ?? {})).toEqual([...AUDIT_COLUMNS]);
  });

  it('gives one line of what is about no flow', () => {
    expect(auditLines({ ...ENTRY, flows: [] })).toMatchObject([{ flow: '', outcome: '' }]);
  });
});

describe('the CSV', () => {
  it('has a head and a line a flow', () => {
    const csv = `${csvHead()}${csvOf(auditLines(ENTRY))}`;
    expect(csv.split('\n')).toEqual([
      AUDIT_COLUMNS.join(','),
      '2026-11-26T06:30:01.005Z,delivered,r1,T1,U1,C1,,command /flow-json,fetch,staff,default,cams-eu,17b6aa11,D1,delivered,R-1,ab12',
      '2026-11-26T06:30:01.005Z,delivered,r1,T1,U1,C1,,command /flow-json,fetch,staff,default,cams-eu,17b6aa12,D1,permission-denied,R-2,',
      '',
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('has no cell that a spreadsheet would run: %j', (rule) => {
    expect(csvOf(auditLines({ ...ENTRY, rule }))).not.toContain(`,${rule},`);
    const [cell] = /(?<=fetch,)("[^"]*"|[^,]*)/.exec(csvOf(auditLines({ ...ENTRY, rule }))) ?? [];
    expect(cell?.replace(/^"/, '')).toMatch(/^'/);
  });

  it.each(AUDIT_COLUMNS)('has none in the column %s either', (column) => {
    const [line] = auditLines(ENTRY);
    if (line === undefined) throw new Error('There is no line');
    for (const cell of ['=1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', '\uFF1D1', '\uFF0B1', '\uFF0D1', '\uFF20A1']) {
      const csv = csvOf([{ ...line, [column]: cell }]);
      expect(csv).toContain(`'${cell}`);
    }
  });

  it('keeps a cell with its own commas, quotes and lines in one', () => {
    expect(csvOf(auditLines({ ...ENTRY, rule: 'a,"b"\nc' }))).toContain('"a,""b""\nc"');
  });
});

describe('the JSON lines', () => {
  it('leave out what is not known', () => {
    const [first = '', second = '', end] = jsonLinesOf(auditLines(ENTRY)).split('\n');
    expect(JSON.parse(first)).toMatchObject({ time: '2026-11-26T06:30:01.005Z', flow: '17b6aa11', sha256: 'ab12' });
    expect(JSON.parse(second)).not.toHaveProperty('sha256');
    expect(end).toBe('');
  });
});
