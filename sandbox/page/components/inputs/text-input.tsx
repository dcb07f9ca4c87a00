import type { PlainTextInput } from '@slack/types';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ariaOf, type Field } from './field.ts';

/** Told on each character, the app hears of it once typing has rested for so long. */
const DEBOUNCE_MS = 200;

interface Props {
  element: PlainTextInput;
  field: Field;
  value: string;
  onChange: (value: string) => void;
  /** Tells the app; absent where it wants to hear nothing. */
  onTell: ((value: string) => void) | undefined;
}

/** One line of text, or several. */
export function TextInput({ element, field, value, onChange, onTell }: Props) {
  const {
    multiline,
    placeholder,
    min_length: minLength,
    max_length: maxLength,
    dispatch_action_config: config,
  } = element;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  // Slack: Enter, where the app names nothing else.
  const triggers = config?.trigger_actions_on ?? ['on_enter_pressed'];

  function type(next: string): void {
    onChange(next);
    if (!onTell || !triggers.includes('on_character_entered')) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onTell(next), DEBOUNCE_MS);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || multiline || !onTell) return;
    if (!triggers.includes('on_enter_pressed')) return;
    event.preventDefault();
    onTell(value);
  }

  const shared = {
    id: field.id,
    className: 'text-input',
    value,
    minLength,
    maxLength,
    placeholder: placeholder?.text,
    required: field.isRequired,
    autoComplete: 'off',
    spellCheck: false,
    ...ariaOf(field),
  };
  return multiline ? (
    <textarea rows={4} {...shared} onChange={({ target }) => type(target.value)} />
  ) : (
    <input type="text" {...shared} onChange={({ target }) => type(target.value)} onKeyDown={onKeyDown} />
  );
}
