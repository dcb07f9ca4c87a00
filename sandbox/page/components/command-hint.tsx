import type { SlashCommand } from '../text/slash-commands.ts';

interface Props {
  id: string;
  commands: SlashCommand[];
  onPick: (command: string) => void;
}

/** What can be typed, above the composer, while its text is a slash command. */
export function CommandHint({ id, commands, onPick }: Props) {
  return (
    <div className="command-hint" id={id} role="note" aria-label="Slash commands">
      <p className="command-hint-title">
        Commands <kbd>Tab</kbd> to complete
      </p>
      {commands.map(({ command, usage_hint: usage, description }) => (
        // The composer keeps the focus, so that one can type on.
        <button
          key={command}
          type="button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(command)}
        >
          <span className="command-usage">
            <strong>{command}</strong> {usage}
          </span>
          <span className="command-description">{description}</span>
        </button>
      ))}
    </div>
  );
}
