import type { ListedFlow } from '../../cams/types.ts';
import { plainCharacters } from '../ids/pasted.ts';
import type { FlowToKeep, SearchQuery } from './records.ts';

/**
 * A text as it is searched: without capitals, accents, widths and kinds of quotes, so that `SAO PAULO` finds `São Paulo`
 * and `strasse` `Straße`. Chinese, which has none of them, stays as it is.
 */
export const fold = (text: string): string =>
  plainCharacters(text)
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .replaceAll('ς', 'σ')
    .replace(/\s+/g, ' ')
    .trim();

/** More than a name has. */
const MAX_QUERY = 200;

/** What somebody typed, as it is looked for. */
export function queryOf(text: string): SearchQuery {
  const whole = fold(text.slice(0, MAX_QUERY));
  return { whole, words: [...new Set(whole.split(' '))].filter(Boolean) };
}

/** A flow as it is kept. */
export function toKeep(flow: ListedFlow): FlowToKeep {
  const title = `\n${fold(flow.name)}\n${fold(flow.flowId)}`;
  const ofCategories = flow.categories.flatMap((category) => [fold(category), fold(category).replaceAll('_', ' ')]);
  return { ...flow, title, search: [title, ...ofCategories].join('\t') };
}
