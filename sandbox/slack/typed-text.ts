import type { Person } from './page-api.ts';

const CODE_OR_URL = /(```[\s\S]*?```|`[^`\n]+`|https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]}])/;
const URL_ALONE = /^https?:\/\//;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeText = (text: string): string => text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? '');

const forPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `@` and a name, the longest of all names that fit; undefined where there is nobody. */
function mentionPattern(people: readonly Person[]): { pattern: RegExp; idOf: (name: string) => string } | undefined {
  const ids = new Map(
    people.flatMap(({ id, name, realName }) => [name, realName].map((each) => [each.toLowerCase(), id])),
  );
  if (ids.size === 0) return undefined;
  const names = [...ids.keys()].sort((one, other) => other.length - one.length).map(forPattern);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])@(${names.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  return { pattern, idOf: (name) => ids.get(name.toLowerCase()) ?? name };
}

/**
 * What Slack's client makes of a typed message: `@Flow JSON` becomes a mention by ID, an address a link in angle brackets,
 * and `&`, `<` and `>` are escaped. In code nothing but the escapes is done.
 *
 * Source: "Formatting text for app surfaces" in Slack's documentation, on retrieving messages.
 */
export function asSent(text: string, people: readonly Person[]): string {
  const mentions = mentionPattern(people);
  const prose = (words: string) =>
    mentions === undefined ? words : words.replace(mentions.pattern, (_, name) => `<@${mentions.idOf(name)}>`);
  return text
    .split(CODE_OR_URL)
    .map((part) => {
      const escaped = escapeText(part);
      if (part.startsWith('`')) return escaped;
      return URL_ALONE.test(part) ? `<${escaped}>` : prose(escaped);
    })
    .join('');
}
