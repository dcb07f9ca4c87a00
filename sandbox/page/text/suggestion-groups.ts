import type { Suggestion } from '../../slack/page-api.ts';

export interface SuggestionGroup {
  heading: string;
  suggestions: Suggestion[];
}

/** Suggestions under their headings, in the order in which these come first. */
export function suggestionGroups(suggestions: readonly Suggestion[]): SuggestionGroup[] {
  const byHeading = Map.groupBy(suggestions, ({ group }) => group);
  return [...byHeading].map(([heading, inGroup]) => ({ heading, suggestions: inGroup }));
}
