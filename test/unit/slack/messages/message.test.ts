import { describe, expect, it } from 'vitest';
import {
  button,
  code,
  codeBlock,
  context,
  cut,
  dateTime,
  escapeMrkdwn,
  paragraphs,
  plain,
  section,
  toPlainText,
} from '../../../../src/slack/messages/message.ts';

describe('the texts', () => {
  it('escape what came from outside', () => {
    expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
    expect(code('a`b')).toBe('`aˋb`');
    expect(codeBlock('<!here>')).toBe('```&lt;!here&gt;```');
  });

  it('are cut with a mark', () => {
    expect(cut('12345', 5)).toBe('12345');
    expect(cut('123456', 5)).toBe('1234…');
  });

  it('lose their marks in the fallback, and keep mentions and escapes', () => {
    expect(plain('*Bold* `code` <https://a/b|label> <@U1> &lt;b&gt;')).toBe('Bold code label <@U1> &lt;b&gt;');
  });

  it('give a date in words where the client makes none of it', () => {
    expect(plain(dateTime(0))).toBe('1970-01-01 00:00 UTC');
  });

  it('lose their escapes too where Slack takes no mrkdwn', () => {
    expect(toPlainText('`&lt;!channel&gt;` *&amp;* &amp;lt;')).toBe('<!channel> & &lt;');
  });
});

describe('the blocks', () => {
  it('hold what Slack takes, and no more', () => {
    const long = 'x'.repeat(5000);
    expect(section(long)).toMatchObject({ text: { text: `${'x'.repeat(2999)}…` } });
    expect(context(long)).toMatchObject({ elements: [{ text: `${'x'.repeat(2999)}…` }] });
    expect(button(long, { actionId: 'a' }).text.text).toBe(`${'x'.repeat(74)}…`);
  });

  it('have a button give back what it was made for', () => {
    expect(button('Go', { actionId: 'a', value: 'v', url: 'https://a' })).toEqual({
      type: 'button',
      action_id: 'a',
      text: { type: 'plain_text', text: 'Go' },
      value: 'v',
      url: 'https://a',
    });
  });

  it('are a section a paragraph, and a fallback of all', () => {
    expect(paragraphs('*One*', 'two')).toEqual({
      text: 'One\ntwo',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '*One*' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'two' } },
      ],
    });
  });
});

describe('dateTime', () => {
  it("is in the reader's time zone, with UTC for whoever can't", () => {
    expect(dateTime(1_700_000_000_999)).toBe('<!date^1700000000^{date_short} {time}|2023-11-14 22:13 UTC>');
  });
});
