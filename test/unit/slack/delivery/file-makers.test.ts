import { describe, expect, it } from 'vitest';
import { type FileMaker, makeFiles } from '../../../../src/slack/delivery/file-maker.ts';
import { FILE_MAKERS } from '../../../../src/slack/delivery/file-makers.ts';
import { createRecordingLog } from '../support/bolt.ts';
import { resultOf } from '../support/flows.ts';
import { english } from '../support/texts.ts';

const flowToShare = (flowId: string) => {
  const { flow, fetched } = resultOf({ flowId });
  return { flow, fetched: { ...fetched, flow: { flowId, account: 'default', custSpaceId: undefined } } };
};
const flows = ['17b6aa11', '17b6aa12'].map(flowToShare);
const picture: FileMaker = {
  name: 'picture',
  make: async (_t, { flow }) => [
    { filename: `${flow.flowId}.png`, title: 'Picture', content: new Uint8Array(1), altText: 'Two screens' },
  ],
};

describe('FILE_MAKERS', () => {
  it('make the JSON of a flow, under its ID and with what is in it as the title', async () => {
    const { log } = createRecordingLog();
    expect(await makeFiles(FILE_MAKERS, english, flows.slice(0, 1), log)).toEqual([
      {
        filename: '17b6aa11.json',
        title: 'Flow 17b6aa11 · Flow JSON 6.2 · 2 screens',
        content: '{}\n',
        snippetType: 'json',
      },
    ]);
  });
});

describe('makeFiles', () => {
  const names = (files: readonly { filename: string }[]) => files.map(({ filename }) => filename);

  it('gives the files of each maker, flow by flow', async () => {
    const { log } = createRecordingLog();
    const files = await makeFiles([picture, ...FILE_MAKERS], english, flows, log);
    expect(names(files)).toEqual(['17b6aa11.png', '17b6aa11.json', '17b6aa12.png', '17b6aa12.json']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no font');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no font'))],
  ])('gives the other files where one maker %s, and logs it', async (_name, make) => {
    const { log, lines } = createRecordingLog();
    const files = await makeFiles([{ name: 'picture', make }, ...FILE_MAKERS], english, flows.slice(0, 1), log);
    expect(names(files)).toEqual(['17b6aa11.json']);
    expect(lines).toEqual(['error: A file of a flow could not be made']);
  });
});
