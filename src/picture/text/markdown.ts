import { Lexer, type Token, type Tokens } from 'marked';
import type { Span, TextStyle } from './block.ts';

/** A part of a text in Markdown: Meta's subset has two headings, lists, tables and pictures. */
export type MarkdownPart =
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'heading'; level: 1 | 2; spans: Span[] }
  | { kind: 'item'; sign: string; spans: Span[] }
  | { kind: 'table'; rows: Span[][][] }
  | { kind: 'image'; src: string; alt: string };

const OPTIONS = { gfm: true } as const;
/** A heading, an item or a table's row; what stands on a line of its own is a paragraph, as the app shows it. */
const MOST_PARTS = 400;
const MOST_NESTED = 6;

const withoutEntities = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

function inline(
  tokens: readonly Token[] | undefined,
  style: TextStyle,
  linkColor: string,
  depth = 0,
): (Span | MarkdownPart)[] {
  if (tokens === undefined || depth > MOST_NESTED) return [];
  return tokens.flatMap((token): (Span | MarkdownPart)[] => {
    const within = (inner: TextStyle) => inline((token as Tokens.Generic).tokens, inner, linkColor, depth + 1);
    switch (token.type) {
      case 'strong':
        return within({ ...style, isBold: true });
      case 'em':
        return within({ ...style, isItalic: true });
      case 'del':
        return within({ ...style, isStruck: true });
      case 'link':
        return within({ ...style, color: linkColor, isUnderlined: true });
      case 'image':
        return [
          { kind: 'image', src: String((token as Tokens.Image).href), alt: String((token as Tokens.Image).text) },
        ];
      case 'br':
        return [{ text: '\n', style }];
      case 'text':
      case 'escape':
      case 'codespan': {
        const { tokens: inner } = token as Tokens.Text;
        return inner === undefined
          ? [{ text: withoutEntities(String((token as Tokens.Text).text)), style }]
          : within(style);
      }
      default:
        // Markup and whatever else there is: as it is written.
        return [{ text: String(token.raw), style }];
    }
  });
}

const isSpan = (part: Span | MarkdownPart): part is Span => !('kind' in part);

/** Paragraphs of what stands in a line, pictures apart. */
function paragraphs(parts: readonly (Span | MarkdownPart)[], make: (spans: Span[]) => MarkdownPart): MarkdownPart[] {
  const found: MarkdownPart[] = [];
  let spans: Span[] = [];
  const end = () => {
    if (spans.some(({ text }) => text.trim() !== '')) found.push(make(spans));
    spans = [];
  };
  for (const part of parts) {
    if (isSpan(part)) spans.push(part);
    else {
      end();
      found.push(part);
    }
  }
  end();
  return found;
}

const paragraph = (spans: Span[]): MarkdownPart => ({ kind: 'paragraph', spans });

function listParts(list: Tokens.List, style: TextStyle, linkColor: string): MarkdownPart[] {
  const first = Number(list.start) || 1;
  return list.items.flatMap((item, index) => {
    const sign = list.ordered ? `${first + index}.` : '•';
    const tokens = item.tokens.flatMap((token) => (token as Tokens.Generic).tokens ?? [token]);
    return paragraphs(inline(tokens, style, linkColor), (spans) => ({ kind: 'item', sign, spans }));
  });
}

function tableParts(table: Tokens.Table, style: TextStyle, linkColor: string): MarkdownPart[] {
  const cell = ({ tokens }: Tokens.TableCell, cellStyle: TextStyle) =>
    inline(tokens, cellStyle, linkColor).filter(isSpan);
  const head = table.header.map((each) => cell(each, { ...style, isBold: true }));
  return [{ kind: 'table', rows: [head, ...table.rows.map((row) => row.map((each) => cell(each, style)))] }];
}

/** The tokens of a text; one that nests quotations by the thousand is taken as it is written. */
function lex(text: string): Token[] {
  try {
    return new Lexer(OPTIONS).lex(text);
  } catch {
    return [{ type: 'paragraph', raw: text, text, tokens: [{ type: 'text', raw: text, text }] }];
  }
}

/**
 * Reads a text in Markdown. HTML in it is text: nothing of a flow is ever taken as markup.
 *
 * @param style of what is not marked
 */
export function markdownParts(text: string, style: TextStyle, linkColor: string): MarkdownPart[] {
  const parts = lex(text).flatMap((token): MarkdownPart[] => {
    switch (token.type) {
      case 'space':
        return [];
      case 'heading': {
        const level = (token as Tokens.Heading).depth === 1 ? 1 : 2;
        return paragraphs(inline(token.tokens, { ...style, isBold: true }, linkColor), (spans) => ({
          kind: 'heading',
          level,
          spans,
        }));
      }
      case 'list':
        return listParts(token as Tokens.List, style, linkColor);
      case 'table':
        return tableParts(token as Tokens.Table, style, linkColor);
      case 'paragraph':
      case 'text':
        return paragraphs(inline((token as Tokens.Paragraph).tokens ?? [token], style, linkColor), paragraph);
      default:
        return [paragraph([{ text: token.raw, style }])];
    }
  });
  return parts.slice(0, MOST_PARTS);
}

/** The spans of a short text whose lines stand as they are, for components that know bold, links and lists only. */
export function markdownSpans(text: string, style: TextStyle, linkColor: string): Span[] {
  return markdownParts(text, style, linkColor).flatMap((part, index): Span[] => {
    const gap: Span[] = index > 0 ? [{ text: '\n', style }] : [];
    if (part.kind === 'image') return [...gap, { text: part.alt, style }];
    if (part.kind === 'table') {
      return [
        ...gap,
        ...part.rows.flatMap((row, at): Span[] => [...(at > 0 ? [{ text: '\n', style }] : []), ...row.flat()]),
      ];
    }
    return [...gap, ...(part.kind === 'item' ? [{ text: `${part.sign} `, style }] : []), ...part.spans];
  });
}
