import { Send } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Props {
  onSay: (text: string) => void;
  /** Nothing is to be said any more. */
  onClose: () => void;
}

/** Where one replies in a thread. It stays open, so that one can go on. */
export function ThreadReply({ onSay, onClose }: Props) {
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  useEffect(() => input.current?.focus(), []);

  function send(): void {
    if (text.trim() === '') return;
    onSay(text.trim());
    setText('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method's Enter chooses a word.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) send();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }

  return (
    <form
      className="thread-reply"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="composer-box">
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder="Reply …"
          aria-label="Reply in the thread"
          spellCheck={false}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="send" disabled={text.trim() === ''}>
          <Send />
          <span className="visually-hidden">Send reply</span>
        </button>
      </div>
    </form>
  );
}
