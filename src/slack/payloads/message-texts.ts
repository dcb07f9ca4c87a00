/**
 * What is read of one message, at the most. Slack cuts a message's text at 40,000 characters (source: `chat.postMessage`), and
 * has it in its blocks once more.
 */
const MAX_CHARACTERS = 80_000;
const MAX_NODES = 5_000;
const MAX_DEPTH = 20;
/** Slack's previews of snippets are shorter. */
const MAX_PREVIEW_CHARACTERS = 10_000;

/** Stands where a mention, an emoji or a date was: what lies before it is no label of what follows. */
const GAP = ' \uFFFC ';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function plainLink(address: string, label: string): string {
  if (/^[@#!]/.test(address)) return GAP;
  if (/^mailto:/i.test(address)) return GAP;
  return label === '' || address.replace(/^tel:/i, '') === label ? ` ${address} ` : ` ${address} ${label} `;
}

/** Slack's mrkdwn as the reader sees it: links as address and label, mentions and dates gone, `&lt;` as `<`. */
function plainText(mrkdwn: string): string {
  return mrkdwn
    .replace(/<([^<>|\n]{1,4000})(?:\|([^<>\n]{0,4000}))?>/g, (_all, address: string, label: string | undefined) =>
      plainLink(address, label ?? ''),
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/**
 * The texts of a Slack message: its text, then each block, attachment and file as one text with a line for each of its
 * parts, and each snippet's preview. `message` comes from outside: what has another shape is passed over, what is too much is not read.
 */
export function messageTexts(message: unknown): string[] {
  let characters = MAX_CHARACTERS;
  let nodes = MAX_NODES;
  const isTooMuch = (depth: number) => {
    nodes -= 1;
    return depth > MAX_DEPTH || nodes < 0 || characters <= 0;
  };
  const take = (text: unknown): string => {
    const taken = stringOf(text).slice(0, Math.max(0, characters));
    characters -= taken.length;
    return taken;
  };
  const takePlain = (text: unknown) => plainText(take(text));
  const lines = (parts: readonly string[]) => parts.filter((part) => part.trim() !== '').join('\n');

  function richText(element: unknown, depth: number): string {
    if (!isFields(element) || isTooMuch(depth)) return '';
    // Text in rich text is as typed: nothing in it is escaped.
    if (element.type === 'text') return take(element.text);
    if (element.type === 'link') {
      const address = take(element.url);
      return plainLink(address, take(element.text));
    }
    if (!Array.isArray(element.elements)) return GAP;
    const parts = element.elements.map((inner) => richText(inner, depth + 1));
    return element.type === 'rich_text' || element.type === 'rich_text_list' ? lines(parts) : parts.join('');
  }

  function block(value: unknown, depth: number): string {
    if (typeof value === 'string') return takePlain(value);
    if (Array.isArray(value)) {
      return isTooMuch(depth) ? '' : lines(value.slice(0, MAX_NODES).map((inner) => block(inner, depth + 1)));
    }
    if (!isFields(value)) return '';
    if (stringOf(value.type).startsWith('rich_text')) return richText(value, depth);
    if (isTooMuch(depth)) return '';
    // A row is a line, as in a pasted spreadsheet.
    if (value.type === 'table') {
      const cells = (row: unknown) => listOf(row).map((cell) => block(cell, depth + 1).replace(/[\t\n]+/g, ' '));
      return lines(listOf(value.rows).map((row) => (isTooMuch(depth) ? '' : cells(row).join('\t'))));
    }
    const { title, text, description, fields, elements, accessory, url, title_url: titleUrl, rows } = value;
    return lines(
      [title, text, description, fields, elements, accessory, url, titleUrl, rows].map((inner) =>
        block(inner, depth + 1),
      ),
    );
  }

  function attachment(value: unknown, depth: number): string {
    if (!isFields(value) || isTooMuch(depth)) return '';
    const fields = listOf(value.fields).map((field) =>
      isFields(field) && !isTooMuch(depth) ? `${takePlain(field.title)}: ${takePlain(field.value)}` : '',
    );
    const own = [value.pretext, value.title, value.title_link, value.text].map(takePlain);
    const rest = [value.footer, value.from_url, value.original_url].map(takePlain);
    const blocks = listOf(value.message_blocks).map((inner) =>
      isFields(inner) && isFields(inner.message) ? block(inner.message.blocks, depth + 2) : '',
    );
    return lines([...own, ...fields, block(value.blocks, depth + 1), ...blocks, ...rest, takePlain(value.fallback)]);
  }

  function file(value: unknown): string[] {
    if (!isFields(value) || isTooMuch(1)) return [];
    const preview = take(stringOf(value.preview).slice(0, MAX_PREVIEW_CHARACTERS));
    // The last word of a preview that is cut off may be half an ID.
    const isCut = value.preview_is_truncated === true || stringOf(value.preview).length > preview.length;
    return [lines([take(value.title), take(value.name)]), isCut ? preview.replace(/[\w-]{1,64}$/, '') : preview];
  }

  if (!isFields(message)) return [];
  return [
    takePlain(message.text),
    ...listOf(message.blocks)
      .slice(0, MAX_NODES)
      .map((value) => block(value, 1)),
    ...listOf(message.attachments)
      .slice(0, MAX_NODES)
      .map((value) => attachment(value, 1)),
    ...listOf(message.files).slice(0, MAX_NODES).flatMap(file),
  ].filter((text) => text !== '');
}
