import type { RichTextBlock, RichTextElement } from '@slack/types';
import { type DateContext, dateToken } from './date-token.ts';

/**
 * mrkdwn into rich text. The library that draws Block Kit draws rich text exactly, but reads mrkdwn as Markdown: it turns
 * an escaped `&lt;!channel&gt;` into a mention, puts blanks into code and drops a line that begins with `#` (seen with
 * slack-blocks-to-jsx 1.1.1). So mrkdwn is read here, by Slack's rules.
 *
 * Source of the rules: "Formatting text for app surfaces" in Slack's documentation.
 */

interface Style {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

export interface Reading {
  /** Where a link leads on this page; gives back the address itself where it leads elsewhere. */
  resolveLink: (url: string) => string;
  /** Absent: a date is shown by its fallback. */
  dates?: DateContext;
}

const AS_WRITTEN: Reading = { resolveLink: (url) => url };

const FENCED = /```\n?([\s\S]+?)\n?```/g;
const QUOTED = /^(?:&gt;|>) ?/;

/**
 * Beside these Slack takes a mark for a character: letters of Chinese, Japanese and Korean, their punctuation, and the
 * quotation marks that Chinese shares with others. Source: seratch/ChatGPT-in-Slack issue 61 and pull request 121.
 */
const WIDE =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\u2018-\\u201F\\u2026\\u3000-\\u303F\\uFF00-\\uFF60';

const CODE = new RegExp(`(?<![${WIDE}])\`(?<code>[^\`\\n]+)\`(?![${WIDE}])`, 'u');
const ANGLE = /<(?<angle>(?:[@#!]|https?:|mailto:|tel:)[^<>\n]+)>/;
const BARE_URL = /(?<url>https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]}])/;
const EMOJI = /(?<![\p{L}\p{N}]):(?<emoji>[a-z0-9_+-]+):/u;
/** A mark opens before and closes behind a character that is no blank, and never in the middle of a word. */
const STYLED = new RegExp(
  `(?<![\\p{L}\\p{N}${WIDE}])(?<mark>[*_~])(?=\\S)(?<styled>(?:\`[^\`\\n]+\`|[^\\n])*?\\S)\\k<mark>(?![\\p{L}\\p{N}${WIDE}])`,
  'u',
);
const INLINE = new RegExp([CODE, ANGLE, BARE_URL, EMOJI, STYLED].map(({ source }) => source).join('|'), 'gu');

const STYLE_OF_MARK: Readonly<Record<string, Style>> = {
  '*': { bold: true },
  _: { italic: true },
  '~': { strike: true },
};

const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** The three characters that Slack escapes, as they are shown. */
export const unescapeText = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, (escaped) => CHARACTERS[escaped] ?? escaped);

const styled = (style: Style) => (Object.keys(style).length === 0 ? {} : { style });

function textElements(text: string, style: Style): RichTextElement[] {
  return text === '' ? [] : [{ type: 'text', text: unescapeText(text), ...styled(style) }];
}

/** What stands in angle brackets: a mention, a date or a link. */
function angleElement(inside: string, style: Style, { resolveLink, dates }: Reading): RichTextElement {
  const [target = '', label] = inside.split('|', 2);
  const range = /^!(here|channel|everyone)$/.exec(target)?.[1];
  if (range === 'here' || range === 'channel' || range === 'everyone') return { type: 'broadcast', range };
  if (target.startsWith('@')) return { type: 'user', user_id: target.slice(1) };
  if (target.startsWith('#')) return { type: 'channel', channel_id: target.slice(1) };
  const date = dates && dateToken(unescapeText(target), dates);
  if (date?.url !== undefined) return { type: 'link', url: resolveLink(date.url), text: date.text, ...styled(style) };
  if (date !== undefined) return { type: 'text', text: date.text, ...styled(style) };
  if (target.startsWith('!')) return { type: 'text', text: unescapeText(label ?? target), ...styled(style) };
  const url = unescapeText(target);
  return { type: 'link', url: resolveLink(url), text: unescapeText(label ?? url), ...styled(style) };
}

function inlineElements(text: string, style: Style, reading: Reading, pattern: RegExp = INLINE): RichTextElement[] {
  const elements: RichTextElement[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const { code, angle, url, emoji, mark = '', styled: inner } = match.groups ?? {};
    elements.push(...textElements(text.slice(end, match.index), style));
    end = match.index + match[0].length;
    if (code !== undefined) elements.push(...textElements(code, { ...style, code: true }));
    else if (angle !== undefined) elements.push(angleElement(angle, style, reading));
    else if (url !== undefined) elements.push(angleElement(url, style, reading));
    else if (emoji !== undefined) elements.push({ type: 'emoji', name: emoji });
    else if (inner !== undefined)
      elements.push(...inlineElements(inner, { ...style, ...STYLE_OF_MARK[mark] }, reading));
  }
  return [...elements, ...textElements(text.slice(end), style)];
}

/** Text outside code blocks: each run of quoted lines becomes a quote, what is between them a section. */
function proseElements(text: string, reading: Reading): RichTextBlock['elements'] {
  const runs: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const isQuote = QUOTED.test(line);
    const last = runs.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(line.replace(QUOTED, ''));
    else runs.push({ isQuote, lines: [line.replace(QUOTED, '')] });
  }
  return runs.map(({ isQuote, lines }) => {
    const elements = inlineElements(lines.join('\n'), {}, reading);
    return isQuote ? { type: 'rich_text_quote', elements, border: 0 } : { type: 'rich_text_section', elements };
  });
}

/** Reads a mrkdwn text, with its escapes, as Slack shows it. */
export function mrkdwnToRichText(text: string, reading: Reading = AS_WRITTEN): RichTextBlock {
  const elements: RichTextBlock['elements'] = [];
  let end = 0;
  for (const fence of text.matchAll(FENCED)) {
    const before = text.slice(end, fence.index);
    if (before.trim() !== '') elements.push(...proseElements(before, reading));
    elements.push({
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: unescapeText(fence[1] ?? '') }],
      border: 0,
    });
    end = fence.index + fence[0].length;
  }
  const rest = text.slice(end);
  if (rest.trim() !== '') elements.push(...proseElements(rest, reading));
  return { type: 'rich_text', elements };
}

/** A `plain_text`: nothing in it has a meaning but an emoji's name. */
export function plainToRichText(text: string): RichTextBlock {
  const elements = inlineElements(text, {}, AS_WRITTEN, new RegExp(EMOJI, 'gu'));
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
