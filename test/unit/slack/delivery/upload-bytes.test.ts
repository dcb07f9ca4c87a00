import { webApi } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { createAcceptedForms } from '../../../../src/slack/delivery/accepted-forms.ts';
import { createShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { paragraphs } from '../../../../src/slack/messages/message.ts';
import { startRecordingSlack } from '../../../support/recording-slack.ts';
import { instantClock } from '../../support/fakes.ts';

/** The smallest PNG: one transparent pixel. Its bytes are no UTF-8, so that a detour by text would show. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

it('brings a picture to Slack byte for byte, with its alt text, beside a text that is a snippet', async () => {
  const slack = await startRecordingSlack(() => 0);
  onTestFinished(() => slack.close());
  const client = new webApi.WebClient('xoxb-1', { slackApiUrl: slack.apiUrl });
  const { share } = createShareFiles({ client, forms: createAcceptedForms(instantClock), clock: instantClock });

  const picture = {
    filename: '17b6aa11.png',
    title: 'Flow 17b6aa11',
    content: new Uint8Array(PNG),
    altText: 'Two screens',
  };
  const json = { filename: '17b6aa11.json', title: 'Flow 17b6aa11', content: '{"name":"Anmeldung für alle"}' };
  const shared = await share({ channelId: 'C000000001' }, [picture, json], paragraphs('Here'), async () => {});

  expect(shared.fileIds).toHaveLength(2);
  expect(slack.shared).toEqual(['17b6aa11.png', '17b6aa11.json']);
  const uploadOf = (filename: string) => slack.uploads.find((upload) => upload.filename === filename);
  expect(uploadOf('17b6aa11.png')).toEqual({
    filename: '17b6aa11.png',
    length: PNG.length,
    altText: 'Two screens',
    snippetType: undefined,
    bytes: PNG,
  });
  expect(uploadOf('17b6aa11.json')).toMatchObject({ length: 30, altText: undefined, snippetType: 'json' });
  expect(uploadOf('17b6aa11.json')?.bytes.toString('utf8')).toBe(json.content);
});
