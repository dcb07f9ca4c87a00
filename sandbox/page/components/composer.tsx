import { Send } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { MANIFEST_COMMANDS } from '../manifest-commands.ts';
import { matchingCommands } from '../text/slash-commands.ts';
import { EMPTY_HISTORY, recalled, remember, step } from '../text/typed-history.ts';
import { CommandHint } from './command-hint.tsx';
import { ShortcutsMenu } from './shortcuts-menu.tsx';

interface Props {
  /** Where it goes to, as `#general`. */
  to: string;
  text: string;
  input: RefObject<HTMLTextAreaElement | null>;
  onChange: (text: string) => void;
  onSend: (text: string) => void;
  onShortcut: (callbackId: string) => void;
}

export function Composer({ to, text, input, onChange, onSend, onShortcut }: Props) {
  const hintId = useId();
  const [history, setHistory] = useState(EMPTY_HISTORY);
  const [isHintClosed, setHintClosed] = useState(false);
  const commands = isHintClosed ? [] : matchingCommands(text, MANIFEST_COMMANDS);

  function type(next: string): void {
    onChange(next);
    if (!next.startsWith('/')) setHintClosed(false);
  }

  function complete(command: string): void {
    if (!text.startsWith(`${command} `)) onChange(`${command} `);
    input.current?.focus();
  }

  function send(): void {
    const said = text.trim();
    if (said === '') return;
    setHistory(remember(history, said));
    setHintClosed(false);
    onChange('');
    onSend(said);
    input.current?.focus();
  }

  function recall(by: -1 | 1): void {
    const next = step(history, by);
    setHistory(next);
    type(recalled(next));
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method's Enter chooses a word.
    if (event.nativeEvent.isComposing) return;
    const [command] = commands;
    // Only what was recalled, or nothing, is replaced: in other text the arrows move the caret.
    const mayRecall = text === '' || text === recalled(history);
    if (event.key === 'Enter' && !event.shiftKey) send();
    else if (event.key === 'Tab' && !event.shiftKey && command && !text.includes(' ')) complete(command.command);
    else if (event.key === 'Escape' && commands.length > 0) setHintClosed(true);
    else if (event.key === 'ArrowUp' && mayRecall) recall(-1);
    else if (event.key === 'ArrowDown' && mayRecall) recall(1);
    else return;
    event.preventDefault();
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {commands.length > 0 && <CommandHint id={hintId} commands={commands} onPick={complete} />}
      <div className="composer-box">
        <ShortcutsMenu onPick={onShortcut} />
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder={`Message ${to}`}
          aria-label={`Message ${to}`}
          aria-describedby={commands.length > 0 ? hintId : undefined}
          spellCheck={false}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="send" disabled={text.trim() === ''}>
          <Send />
          <span className="visually-hidden">Send</span>
        </button>
      </div>
      <p className="composer-keys">
        <span>
          <kbd>/</kbd> for a command
        </span>
        <span>
          <kbd>Enter</kbd> to send
        </span>
        <span>
          <kbd>Shift</kbd>+<kbd>Enter</kbd> for a new line
        </span>
        <span>
          <kbd>↑</kbd> for what you typed last
        </span>
      </p>
    </form>
  );
}
