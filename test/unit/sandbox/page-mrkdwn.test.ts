import { describe, expect, it } from 'vitest';
import { mrkdwnToRichText, plainToRichText, unescapeText } from '../../../sandbox/page/text/mrkdwn.ts';

/** The elements of a text that is one section. */
function section(text: string): unknown[] {
  const [first, ...rest] = mrkdwnToRichText(text).elements;
  expect(rest).toEqual([]);
  expect(first?.type).toBe('rich_text_section');
  return first?.elements ?? [];
}

const text = (value: string, style?: object) =>
  style === undefined ? { type: 'text', text: value } : { type: 'text', text: value, style };

describe('mrkdwn as rich text', () => {
  it.each([
    ['*bold*', [text('bold', { bold: true })]],
    ['_italic_', [text('italic', { italic: true })]],
    ['~gone~', [text('gone', { strike: true })]],
    ['`code`', [text('code', { code: true })]],
    ['*bold _both_*', [text('bold ', { bold: true }), text('both', { bold: true, italic: true })]],
    [
      '*flow `17b6`:* why',
      [
        text('flow ', { bold: true }),
        text('17b6', { bold: true, code: true }),
        text(':', { bold: true }),
        text(' why'),
      ],
    ],
    ['`a_b_c` and `*`', [text('a_b_c', { code: true }), text(' and '), text('*', { code: true })]],
  ])('styles %s', (mrkdwn, expected) => {
    expect(section(mrkdwn)).toEqual(expected);
  });

  it.each([
    'snake_case_name',
    'snake_case_ x',
    '2*3*4',
    '* not bold *',
    '*open',
    '12:30:45',
    '# heading',
    '<b>',
    '日本*語*の',
    '*下一步：*请重试',
    '流程`17b6`的',
    '（`17b6`）',
    '<|>',
  ])('leaves %s as it is', (plain) => {
    expect(section(plain)).toEqual([text(plain)]);
  });

  it('shows an escaped mention and an escaped tag as text', () => {
    expect(section('&lt;!channel&gt; &lt;@U1&gt; a &amp; b &amp;lt;')).toEqual([text('<!channel> <@U1> a & b &lt;')]);
    expect(section('`/flow-json &lt;flowId&gt; [space:&lt;CustSpaceId&gt;]`')).toEqual([
      text('/flow-json <flowId> [space:<CustSpaceId>]', { code: true }),
    ]);
  });

  it('knows people, channels, groups of readers and dates', () => {
    expect(section('<@U1> <#C1|general> <!here> <!date^1^{date}|1 January>')).toEqual([
      { type: 'user', user_id: 'U1' },
      text(' '),
      { type: 'channel', channel_id: 'C1' },
      text(' '),
      { type: 'broadcast', range: 'here' },
      text(' '),
      text('1 January'),
    ]);
  });

  it('shows a date where the reader is, with a link where it has one', () => {
    const reading = {
      resolveLink: (url: string) => url,
      dates: { nowMs: Date.UTC(2023, 10, 15), timeZone: 'Asia/Shanghai' },
    };
    expect(
      mrkdwnToRichText(
        'Until <!date^1700000000^{date_short} at {time}|later>, <!date^1700000000^{time}^https://a.example/?a=1&amp;b=2|x>',
        reading,
      ).elements[0]?.elements,
    ).toEqual([
      text('Until '),
      text('Nov 15, 2023 at 06:13'),
      text(', '),
      { type: 'link', url: 'https://a.example/?a=1&b=2', text: '06:13' },
    ]);
    expect(mrkdwnToRichText('<!date^soon^{time}|later>', reading).elements[0]?.elements).toEqual([text('later')]);
  });

  it('knows links, with a label and bare, and leads them elsewhere when asked', () => {
    expect(section('<https://a.example/?x=1&amp;y=2|the *brief*>')).toEqual([
      { type: 'link', url: 'https://a.example/?x=1&y=2', text: 'the *brief*' },
    ]);
    expect(section('see https://slack-status.com.')).toEqual([
      text('see '),
      { type: 'link', url: 'https://slack-status.com', text: 'https://slack-status.com' },
      text('.'),
    ]);
    expect(mrkdwnToRichText('<https://a.example|here>', { resolveLink: () => '?in=C1' }).elements[0]?.elements).toEqual(
      [{ type: 'link', url: '?in=C1', text: 'here' }],
    );
  });

  it('knows emoji by name', () => {
    expect(section('done :tada:!')).toEqual([text('done '), { type: 'emoji', name: 'tada' }, text('!')]);
  });

  it('keeps a code block as it is, between the text around it', () => {
    const policy = '{\n  "Action": "cams:*",\n  "b": "_c_ &lt;x&gt;"\n}';
    expect(mrkdwnToRichText(`Hand on:\n\`\`\`${policy}\`\`\`\nafter`).elements).toEqual([
      { type: 'rich_text_section', elements: [text('Hand on:')] },
      {
        type: 'rich_text_preformatted',
        border: 0,
        elements: [text('{\n  "Action": "cams:*",\n  "b": "_c_ <x>"\n}')],
      },
      { type: 'rich_text_section', elements: [text('after')] },
    ]);
  });

  it('makes a quote of quoted lines only', () => {
    expect(mrkdwnToRichText('&gt; one\n&gt; *two*\nthree').elements).toEqual([
      { type: 'rich_text_quote', border: 0, elements: [text('one\n'), text('two', { bold: true })] },
      { type: 'rich_text_section', elements: [text('three')] },
    ]);
  });
});

describe('plain text as rich text', () => {
  it('has no marks, but emoji', () => {
    expect(plainToRichText('*a* `b` :tada: &lt;').elements[0]?.elements).toEqual([
      text('*a* `b` '),
      { type: 'emoji', name: 'tada' },
      text(' <'),
    ]);
  });
});

describe('unescapeText', () => {
  it('unescapes once', () => {
    expect(unescapeText('&amp;lt; &lt; &gt; &quot;')).toBe('&lt; < > &quot;');
  });
});
