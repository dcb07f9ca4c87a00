import { describe, expect, it } from 'vitest';
import { changeFiles, digestFile } from '../../../../src/slack/delivery/change-files.ts';
import { version } from '../support/versions.ts';

const before = version(3, { json: '{\n  "version": "6.3"\n}\n' });
const after = version(4, { json: '{\n  "version": "7.1"\n}\n' });

describe('changeFiles', () => {
  it('are the diff as a snippet of its own kind, the file before, and the file after', () => {
    const files = changeFiles({ before, after });
    expect(files.map(({ filename }) => filename)).toEqual([
      '17b6aa11-v3-v4.diff',
      '17b6aa11-v3.json',
      '17b6aa11-v4.json',
    ]);
    expect(files[1]?.content).toBe(before.json);
    expect(files[2]?.content).toBe(after.json);
    expect(files[0]?.content).toContain('-  "version": "6.3"\n+  "version": "7.1"\n');
    expect(files.map(({ snippetType }) => snippetType)).toEqual(['diff', undefined, undefined]);
  });

  it('are the one file where only the name or the status is another', () => {
    const files = changeFiles({ before, after: version(4, { json: before.json, name: 'Join' }) });
    expect(files.map(({ filename }) => filename)).toEqual(['17b6aa11-v4.json']);
  });
});

describe('digestFile', () => {
  it('has the diffs of all flows, one after the other', () => {
    const other = version(2, { flowId: '17b6aa99', json: '{\n  "version": "6.3"\n}\n' });
    const steps = [
      { before, after },
      { before: other, after: version(3, { flowId: '17b6aa99', json: after.json }) },
    ];
    const file = digestFile(steps, 'changes-1');
    expect(file?.filename).toBe('changes-1.diff');
    expect([...(file?.content ?? '').matchAll(/^\+\+\+ (\S+)/gm)].map(([, name]) => name)).toEqual([
      '17b6aa11-v4.json',
      '17b6aa99-v3.json',
    ]);
  });

  it('is none where no file differs', () => {
    expect(digestFile([{ before, after: before }], 'changes-1')).toBeUndefined();
  });
});
