import { fileTitle } from '../messages/result.ts';
import type { FileMaker } from './file-maker.ts';

/** A flow's JSON, laid out, as a snippet. */
export const jsonFile: FileMaker = {
  name: 'json',
  make: (t, { flow, fetched }) => [
    {
      filename: `${flow.flowId}.json`,
      title: fileTitle(t, { flow, fetched }),
      content: fetched.flowJson.text,
      snippetType: 'json',
    },
  ],
};
