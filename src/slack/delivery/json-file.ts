import { fileTitle } from '../messages/result/file-title.ts';
import type { FileMaker } from './file-maker.ts';
import { MAX_SNIPPET_BYTES } from './file-to-share.ts';

/** A flow's JSON, laid out, as a snippet. */
export const jsonFile: FileMaker = {
  name: 'json',
  make: (t, { flow, fetched }) => {
    const { text, utf8 } = fetched.flowJson;
    const named = { filename: `${flow.flowId}.json`, title: fileTitle(t, { flow, fetched }) };
    // Slack shows no snippet of that size, and the text would be in memory a second time.
    if (utf8 !== undefined && utf8.length > MAX_SNIPPET_BYTES) return [{ ...named, content: utf8 }];
    return [{ ...named, content: text, snippetType: 'json' }];
  },
};
