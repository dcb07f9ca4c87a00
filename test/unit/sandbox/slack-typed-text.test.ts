import { describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/slack/page-api.ts';
import { asSent } from '../../../sandbox/slack/typed-text.ts';

const person = (id: string, name: string, realName: string): Person => ({
  id,
  name,
  realName,
  isBot: false,
  locale: 'en-US',
});
const PEOPLE = [person('U0', 'flow-json', 'Flow JSON'), person('U1', 'maya', 'Maya'), person('U2', 'lin', 'Lin (CN)')];

describe('a typed message', () => {
  it.each([
    ['@Flow JSON help', '<@U0> help'],
    ['@flow-json: help', '<@U0>: help'],
    ['@FLOW JSON @Maya @Lin (CN)', '<@U0> <@U1> <@U2>'],
    ['maya@maya.example and @mayas', 'maya@maya.example and @mayas'],
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<@U0> by hand', '&lt;@U0&gt; by hand'],
    ['See https://a.example/?x=1&y=2.', 'See <https://a.example/?x=1&amp;y=2>.'],
    ['`@Maya https://a.example` @Maya', '`@Maya https://a.example` <@U1>'],
    ['```\n@Maya <x>\n```', '```\n@Maya &lt;x&gt;\n```'],
  ])('%s', (text, sent) => {
    expect(asSent(text, PEOPLE)).toBe(sent);
  });

  it('mentions nobody where there is nobody', () => {
    expect(asSent('@Maya', [])).toBe('@Maya');
  });
});
