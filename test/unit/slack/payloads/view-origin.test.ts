import { describe, expect, it } from 'vitest';
import { parseViewOrigin, viewOriginText } from '../../../../src/slack/payloads/view-origin.ts';

const origin = {
  channelId: 'C1',
  threadTs: '1.2',
  about: 'https://team.slack.com/archives/C1/p12',
  responseUrl: 'https://hooks.slack.com/commands/T1/1/abc',
};

describe('a view origin', () => {
  it.each([[origin], [{}], [{ channelId: 'C1' }]])('comes back as it was: %j', (given) => {
    expect(parseViewOrigin(viewOriginText(given))).toEqual(given);
  });

  it.each([undefined, null, 7, '', 'no JSON', '[]', '{"channelId":7}', '{"responseUrl":"no address"}'])(
    'knows nothing where the text is none of ours: %j',
    (text) => {
      expect(parseViewOrigin(text)).toEqual({});
    },
  );
});
