import { useId } from 'react';
import type { Suggestion } from '../../slack/page-api.ts';
import { type SuggestionGroup, suggestionGroups } from '../text/suggestion-groups.ts';

interface Props {
  suggestions: Suggestion[];
  onPick: (command: string) => void;
}

function Group({ group: { heading, suggestions }, onPick }: { group: SuggestionGroup; onPick: Props['onPick'] }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{heading}</h3>
      <ul>
        {suggestions.map(({ command, what }) => (
          <li key={command}>
            <button type="button" onClick={() => onPick(command)} title={`Put into the composer: ${command}`}>
              <code>{command}</code>
              <span>{what}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Suggestions({ suggestions, onPick }: Props) {
  return (
    <section className="suggestions" aria-label="Try these">
      <h2>Try these</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to take the focus (WCAG 2.1.1). */}
      <div className="suggestion-groups" tabIndex={0}>
        {suggestionGroups(suggestions).map((group) => (
          <Group key={group.heading} group={group} onPick={onPick} />
        ))}
      </div>
    </section>
  );
}
