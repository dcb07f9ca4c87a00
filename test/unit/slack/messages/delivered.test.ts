import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import type { Refusal } from '../../../../src/requests/delivery.ts';
import { deliveredMessage, whyHere, withButtons } from '../../../../src/slack/messages/delivered.ts';
import { actions, button } from '../../../../src/slack/messages/message.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { chinese, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const flow = { flowId: '17b6aa11', space: undefined };
const permalink = 'https://team.slack.com/files/F1';
const here = { to: { kind: 'conversation' as const }, permalink };
const direct = (refusal?: Refusal) => ({ kind: 'direct-message' as const, refusal });
const REFUSALS: readonly Refusal[] = [
  'private',
  'archived',
  'restricted',
  'threads-only',
  'no-replies',
  'suspended',
  'cannot-join',
  'connect',
  'not-found',
];

describe('deliveredMessage', () => {
  it('links the file', () => {
    const message = deliveredMessage(english, [flow], here, undefined);
    expect(shown(message)).toBe('Shared <https://team.slack.com/files/F1|17b6aa11.json>, the JSON of flow `17b6aa11`.');
    expect(message.text).toBe('Shared 17b6aa11.json, the JSON of flow 17b6aa11.');
  });

  it('counts several, and links them', () => {
    expect(shown(deliveredMessage(english, [flow, flow, flow], here, undefined))).toBe(
      'Shared the JSON of <https://team.slack.com/files/F1|3 flows>.',
    );
  });

  it('does without a link that Slack did not give', () => {
    expect(shown(deliveredMessage(english, [flow], { ...here, permalink: undefined }, undefined))).toBe(
      'Shared 17b6aa11.json, the JSON of flow `17b6aa11`.',
    );
  });

  it('says that what was asked for alone is in the direct message, without an excuse', () => {
    const message = deliveredMessage(english, [flow], { ...here, to: direct() }, 'U9');
    expect(message.text).toBe('The JSON of flow 17b6aa11 is in your direct message with me. Only you can see it.');
  });

  it.each([
    ['private', "I'm not a member of that conversation", '`/invite` <@U000000009>'],
    ['cannot-join', "couldn't join it", '`/invite` <@U000000009>'],
    ['archived', 'that channel is archived', 'ask again in a channel'],
    ['restricted', 'only some people can post', 'ask again in another channel'],
    ['connect', 'other organizations are in', 'ask again in a channel of your own organization'],
    ['not-found', "Slack can't find that conversation", 'ask again in a channel, or forward the file'],
  ] as const)('says why it went to the direct message: %s', (refusal, why, next) => {
    const elsewhere = { to: direct(refusal), permalink };
    for (const text of [
      shown(deliveredMessage(english, [flow], elsewhere, 'U000000009')),
      whyHere(english, { to: direct(refusal), about: undefined, botUserId: 'U000000009' }),
    ]) {
      expect(text).toContain(why);
      expect(text).toContain(next);
    }
  });

  it.each(REFUSALS)('says in Chinese why it went to the direct message: %s', (refusal) => {
    const message = deliveredMessage(chinese, [flow], { to: direct(refusal), permalink }, undefined);
    expect(shown(message)).toMatch(/我无法在这里发布，因为.{4,}。/);
    expectReadable(shown(message));
  });
});

describe('withButtons', () => {
  it('has what can be done below the words, and says why it is here', () => {
    const buttons = actions(button('Get again', { actionId: 'get_again', value: 'v' }));
    const message = withButtons(english, deliveredMessage(english, [flow], here, undefined), buttons);
    expect(shown(message)).toContain("doesn't show buttons next to a file, so here they are:");
    expect(message.blocks.at(-1)).toBe(buttons);
    expect(message.text).toBe('Shared 17b6aa11.json, the JSON of flow 17b6aa11.');
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(withButtons(chinese, message, buttons)));
  });
});

describe('whyHere', () => {
  it('says nothing where nothing has to be said', () => {
    expect(whyHere(english, { to: direct(), about: undefined, botUserId: undefined })).toBe('');
  });

  it('says nothing in the conversation, where the message is seen', () => {
    const about = 'https://team.slack.com/archives/C1/p1';
    expect(whyHere(english, { to: { kind: 'conversation' }, about, botUserId: 'U9' })).toBe('');
  });

  it('links the message that it is about', () => {
    const about = 'https://team.slack.com/archives/C1/p1';
    expect(whyHere(english, { to: direct(), about, botUserId: undefined })).toBe(
      'You asked for it from <https://team.slack.com/archives/C1/p1|this message>.',
    );
  });
});

it.each(LANGUAGES)('every line in %s is within limits, and has no hole', (language) => {
  const hostile = { flowId: '<!channel>'.repeat(500), space: '`<!here>`'.repeat(500) };
  for (const to of [here.to, direct(), ...REFUSALS.map(direct)]) {
    for (const flows of [[flow], [hostile], Array(20).fill(hostile)]) {
      const message = deliveredMessage(translateTo(language), flows, { to, permalink }, 'U9');
      expect(problemsOfMessage(message)).toEqual([]);
      expectReadable(shown(message));
    }
  }
});
