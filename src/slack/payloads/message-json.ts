/** A file of a message, as Slack names it. */
export interface MessageFile {
  id: string;
  name: string;
}

/** JSON that a message holds, or what may be some. */
export interface MessageJson {
  files: MessageFile[];
  /** Of its code blocks, or else of its words; undefined: there is none. */
  text: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Slack cuts a message's text there (source: `chat.postMessage`); blocks of one message hold no more. */
const MAX_CHARACTERS = 80_000;
const MAX_ELEMENTS = 5_000;
const MAX_FILES = 5;
const MAX_DEPTH = 5;

/** What people call a snippet that holds JSON. */
const SNIPPET_TYPES = ['json', 'javascript', 'text', 'plain'];

function isJsonFile({ name, filetype, mimetype, mode }: Fields): boolean {
  if (/\.json$/i.test(stringOf(name)) || filetype === 'json' || mimetype === 'application/json') return true;
  return mode === 'snippet' && SNIPPET_TYPES.includes(stringOf(filetype));
}

/** What was typed: a link as its label, which is what its author saw. */
function typedText(element: unknown): string {
  if (!isFields(element)) return '';
  switch (element.type) {
    case 'text':
      return stringOf(element.text);
    case 'link':
      return stringOf(element.text) || stringOf(element.url);
    case 'emoji':
      return `:${stringOf(element.name)}:`;
    default:
      return '';
  }
}

const typedTextsOf = (elements: unknown): string => listOf(elements).slice(0, MAX_ELEMENTS).map(typedText).join('');

/** The code blocks of rich text. */
function codeBlocksIn(value: unknown, depth = 0): string[] {
  if (!isFields(value) || depth > MAX_DEPTH) return [];
  if (value.type === 'rich_text_preformatted') return [typedTextsOf(value.elements)];
  if (value.type !== 'rich_text') return [];
  return listOf(value.elements)
    .slice(0, MAX_ELEMENTS)
    .flatMap((inner) => codeBlocksIn(inner, depth + 1));
}

/** Slack's mrkdwn as it was typed. */
const unescaped = (mrkdwn: string): string =>
  mrkdwn
    .replace(
      /<((?:https?|mailto|tel):[^<>|\n]{1,4000})(?:\|([^<>\n]{0,4000}))?>/g,
      (_all, address: string, label?: string) => (label === undefined || label === '' ? address : label),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const FENCED = /```(?:json)?\n?([\s\S]*?)```/gi;

/** From the first brace to the last: what stands around it are words. */
function jsonIn(text: string): string | undefined {
  const start = text.search(/[{[]/);
  if (start < 0) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return text.slice(start, end > start ? end + 1 : undefined);
}

const looksLikeJson = (text: string): boolean => /^\s*[{["]/.test(text) && text.trim().length > 1;

/**
 * JSON in a Slack message: its files, and what stands in its code blocks, or in its words. `message` comes from outside: what
 * has another shape is passed over, what is too much is not read.
 */
export function messageJson(message: unknown): MessageJson {
  if (!isFields(message)) return { files: [], text: undefined };
  const files = listOf(message.files)
    .filter(isFields)
    .filter((file) => stringOf(file.id) !== '' && isJsonFile(file))
    .slice(0, MAX_FILES)
    .map((file) => ({ id: stringOf(file.id), name: stringOf(file.name) || stringOf(file.title) }));
  const words = unescaped(stringOf(message.text).slice(0, MAX_CHARACTERS));
  const blocks = listOf(message.blocks)
    .slice(0, MAX_ELEMENTS)
    .flatMap((block) => codeBlocksIn(block));
  const fenced = [...words.matchAll(FENCED)].map(([, inside = '']) => inside);
  const code = [...blocks, ...fenced].map((text) => text.slice(0, MAX_CHARACTERS)).find(looksLikeJson);
  return { files, text: code ?? jsonIn(words) };
}
