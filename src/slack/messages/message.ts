import type { ActionsBlock, Button, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from '@slack/types';
import { cutText } from '../../text.ts';
import { withHiddenShown } from './hidden-signs.ts';
import { setApart } from './set-apart.ts';

/** A message as `chat.postMessage` and a `response_url` take it. */
export interface Message {
  /** What a notification and a screen reader give: stands alone, without the blocks. */
  text: string;
  blocks: KnownBlock[];
}

/** Slack's limits, in characters. Source: the reference of the block types. */
const MAX_SECTION_TEXT = 3000;
const MAX_BUTTON_TEXT = 75;
/** Slack cuts a longer `text`. Source: "Truncating content" in the documentation of `chat.postMessage`. */
const MAX_TEXT = 40_000;
/** A name longer than this would crowd out the ID behind it. */
const MAX_NAME = 100;

/** Shortens a text to `length` characters as Slack counts them, with a mark where something was cut. */
export const cut = cutText;

/** The longest escape, without its end: `&amp`. */
const OPEN_ESCAPE = /&[a-z]{0,3}$/;

/** As `cut`, of mrkdwn: neither within an escape nor within a link or a mention, of which the reader would see the pieces. */
export function cutMrkdwn(mrkdwn: string, length: number): string {
  if (mrkdwn.length <= length) return mrkdwn;
  const kept = cut(mrkdwn, length).slice(0, -1);
  const opened = kept.lastIndexOf('<');
  const whole = opened > kept.lastIndexOf('>') ? kept.slice(0, opened) : kept;
  return `${whole.replace(OPEN_ESCAPE, '')}…`;
}

/**
 * A text from outside, for mrkdwn: without this, `<!channel>` in it would call the whole channel, and U+202E would turn the
 * line round.
 */
export const escapeMrkdwn = (text: string): string =>
  withHiddenShown(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A flow's name from outside, for mrkdwn, also between asterisks: so short that what stands behind it is seen. */
export const shownName = (name: string): string => {
  // Slack ends what is bold at an asterisk or a line's end, and begins nothing bold with a blank.
  const oneLine = withHiddenShown(name).replace(/\s+/gu, ' ').trim();
  return escapeMrkdwn(cut(oneLine.replaceAll('*', '∗').replaceAll('`', 'ˋ'), MAX_NAME));
};

/** A text from outside as code: a back-tick in it would end the code. */
export const code = (text: string): string => `\`${escapeMrkdwn(text.replaceAll('`', 'ˋ'))}\``;

export const codeBlock = (text: string): string => `\`\`\`${escapeMrkdwn(text)}\`\`\``;

/** The only way into a block for mrkdwn. @param length what Slack takes there; characters. */
export const mrkdwnText = (mrkdwn: string, length = MAX_SECTION_TEXT): MrkdwnElement => ({
  type: 'mrkdwn',
  text: cutMrkdwn(setApart(mrkdwn), length),
});

export const section = (mrkdwn: string): SectionBlock => ({ type: 'section', text: mrkdwnText(mrkdwn) });

export const context = (mrkdwn: string): KnownBlock => ({
  type: 'context',
  elements: [mrkdwnText(mrkdwn)],
});

/** Plain text, also from outside, cut to what Slack takes there; characters. */
export const plainText = (text: string, length: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(withHiddenShown(text), length),
});

/** What a button is besides its label: the listener that it reaches, what it gives back, where it leads. */
export interface ButtonParts {
  actionId: string;
  value?: string;
  url?: string;
}

export const button = (label: string, { actionId, value, url }: ButtonParts): Button => ({
  type: 'button',
  action_id: actionId,
  text: plainText(label, MAX_BUTTON_TEXT),
  ...(value === undefined ? {} : { value }),
  ...(url === undefined ? {} : { url }),
});

export const actions = (...elements: Button[]): ActionsBlock => ({ type: 'actions', elements });

/**
 * A moment in the reader's own time zone and language.
 *
 * @param at Unix time; milliseconds.
 */
export const dateTime = (at: number): string =>
  `<!date^${Math.floor(at / 1000)}^{date_short} {time}|${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC>`;

/** One paragraph each as a section; the same words, without the marks, as the fallback. */
export function paragraphs(...mrkdwn: string[]): Message {
  return { text: plain(mrkdwn.join('\n')), blocks: mrkdwn.map(section) };
}

/** mrkdwn as the plain text of a notification: emphasis, code and links without their marks; escapes stay. */
export function plain(mrkdwn: string): string {
  const text = mrkdwn
    .replace(/```/g, '\n')
    .replace(/[`*]/g, '')
    .replace(/<(?:https?:|!date\^)[^|<>]*\|([^<>]*)>/g, '$1');
  return cut(text, MAX_TEXT);
}

/** mrkdwn where Slack takes plain text only, as beside an input of a modal. */
export const toPlainText = (mrkdwn: string): string =>
  plain(mrkdwn).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
