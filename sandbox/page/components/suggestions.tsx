import type { Suggestion } from '../../slack/page-api.ts';

interface Props {
  suggestions: Suggestion[];
  onPick: (command: string) => void;
}

export function Suggestions({ suggestions, onPick }: Props) {
  return (
    <section className="suggestions" aria-label="Try these">
      <h2>Try these</h2>
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
