import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageJson } from '../../../../src/slack/payloads/message-json.ts';

const JSON_TEXT = '{"version": "7.3", "screens": []}';
const rich = (...elements: object[]) => [{ type: 'rich_text', elements }];

describe('the JSON of a message', () => {
  it.each([
    ['alone', { text: JSON_TEXT }, JSON_TEXT],
    ['among words', { text: `Look: ${JSON_TEXT} is that right?` }, JSON_TEXT],
    ['in a code block', { text: `\`\`\`${JSON_TEXT}\`\`\`` }, JSON_TEXT],
    [
      'escaped, with a link',
      { text: '{"a": "x &amp; &lt;y&gt; <https://a.example|a.example>"}' },
      '{"a": "x & <y> a.example"}',
    ],
    [
      'in rich text, where it is as typed',
      {
        text: 'cut…',
        blocks: rich(
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'Look {at} this:' }] },
          {
            type: 'rich_text_preformatted',
            elements: [
              { type: 'text', text: '{"url": "' },
              { type: 'link', url: 'https://a.example/?x=1&y=2' },
              { type: 'text', text: '"}' },
            ],
          },
        ),
      },
      '{"url": "https://a.example/?x=1&y=2"}',
    ],
    ['cut off', { text: 'This: {"version": "7.3", ' }, '{"version": "7.3", '],
    ['missing', { text: 'Good morning' }, undefined],
    ['missing in what is no message', null, undefined],
  ])('%s', (_where, message, text) => {
    expect(messageJson(message)).toEqual({ files: [], text });
  });

  it('is in files too, up to five', () => {
    const files = [
      { id: 'F1', name: 'flow.JSON' },
      { id: 'F2', name: 'Untitled', mode: 'snippet', filetype: 'javascript' },
      { id: 'F3', name: 'photo.png', mimetype: 'image/png' },
      { id: 'F4', title: 'Flow', mimetype: 'application/json' },
      { name: 'nowhere.json' },
      ...['F5', 'F6', 'F7'].map((id) => ({ id, name: `${id}.json` })),
    ];
    expect(messageJson({ text: '', files }).files).toEqual([
      { id: 'F1', name: 'flow.JSON' },
      { id: 'F2', name: 'Untitled' },
      { id: 'F4', name: 'Flow' },
      { id: 'F5', name: 'F5.json' },
      { id: 'F6', name: 'F6.json' },
    ]);
  });

  it('is found or not in anything, without a fault', () => {
    fc.assert(fc.property(fc.anything(), (message) => void messageJson(message)));
    fc.assert(
      fc.property(fc.record({ text: fc.anything(), blocks: fc.anything(), files: fc.anything() }), (message) => {
        messageJson(message);
      }),
    );
  });
});
