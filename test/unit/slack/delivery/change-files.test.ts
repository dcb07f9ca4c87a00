import { describe, expect, it } from 'vitest';
import { compareFiles } from '../../../../src/flows/work/flow-jobs.ts';
import {
  changeFiles,
  differenceFiles,
  digestFile,
  filesOf,
  type VersionStep,
} from '../../../../src/slack/delivery/change-files.ts';
import { version } from '../support/versions.ts';

const before = version(3, { json: '{\n  "version": "6.3"\n}\n' });
const after = version(4, { json: '{\n  "version": "7.1"\n}\n' });

const compared = (step: VersionStep) => ({ ...step, ...compareFiles(filesOf(step)) });

describe('changeFiles', () => {
  it('are the diff as a snippet of its own kind, the file before, and the file after', () => {
    const files = changeFiles(compared({ before, after }));
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
    const files = changeFiles(compared({ before, after: version(4, { json: before.json, name: 'Join' }) }));
    expect(files.map(({ filename }) => filename)).toEqual(['17b6aa11-v4.json']);
  });
});

describe('two files that are too large to compare', () => {
  const step = { before, after, diff: undefined };

  it.each([changeFiles, differenceFiles])('are both there, without a diff: %o', (files) => {
    expect(files(step).map(({ filename, content }) => [filename, content])).toEqual([
      ['17b6aa11-v3.json', before.json],
      ['17b6aa11-v4.json', after.json],
    ]);
  });

  it('add nothing to the diffs of a digest', () => {
    expect(digestFile([step], 'changes-1')).toBeUndefined();
    expect(digestFile([step, compared({ before, after })], 'changes-1')?.content).toBe(
      compareFiles(filesOf({ before, after })).diff,
    );
  });
});

describe('digestFile', () => {
  it('has the diffs of all flows, one after the other', () => {
    const other = version(2, { flowId: '17b6aa99', json: '{\n  "version": "6.3"\n}\n' });
    const steps = [
      { before, after },
      { before: other, after: version(3, { flowId: '17b6aa99', json: after.json }) },
    ];
    const file = digestFile(steps.map(compared), 'changes-1');
    expect(file?.filename).toBe('changes-1.diff');
    expect([...(file?.content ?? '').matchAll(/^\+\+\+ (\S+)/gm)].map(([, name]) => name)).toEqual([
      '17b6aa11-v4.json',
      '17b6aa99-v3.json',
    ]);
  });

  it('is none where no file differs', () => {
    expect(digestFile([compared({ before, after: before })], 'changes-1')).toBeUndefined();
  });
});
