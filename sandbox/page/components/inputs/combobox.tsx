import type { Option } from '@slack/types';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { usePopupPlace } from '../../hooks/use-popup-place.ts';
import { type ChoiceGroup, isChosen, steppedIndex, toggled } from '../../text/choices.ts';
import { unescapeText } from '../../text/mrkdwn.ts';
import { ChevronDownIcon, CrossIcon } from '../icons.tsx';
import { ariaOf, type Field } from './field.ts';
import { OptionPopup } from './option-popup.tsx';

interface Props {
  field: Field;
  placeholder: string | undefined;
  isMulti: boolean;
  /** How many can be chosen; undefined: any number. */
  max: number | undefined;
  /** What can be chosen for the typed text. */
  groups: ChoiceGroup[];
  /** In the place of the options. */
  notice?: string | undefined;
  isFailed?: boolean;
  query: string;
  /** Undefined when nobody looks any more. */
  onQuery: (query: string | undefined) => void;
  chosen: Option[];
  onChoose: (options: Option[]) => void;
}

const textOf = ({ text }: Option) => unescapeText(text.text);

/** A field to choose by typing, with what is chosen in it, each to be removed. Follows the ARIA combobox pattern. */
export function Combobox(props: Props) {
  const {
    field,
    placeholder,
    isMulti,
    max,
    groups,
    notice,
    isFailed = false,
    query,
    onQuery,
    chosen,
    onChoose,
  } = props;
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(-1);
  const place = usePopupPlace(box, isOpen, 'stretch');

  const options = groups.flatMap((group) => group.options);
  // Other options may have come since.
  const at = activeIndex < options.length ? activeIndex : -1;
  const active = options[at];
  const isFull = isMulti && max !== undefined && chosen.length >= max;
  const single = isMulti ? undefined : chosen[0];

  useEffect(() => {
    if (at >= 0) document.getElementById(`${listId}${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, at]);

  function open(): void {
    if (isOpen) return;
    setOpen(true);
    onQuery('');
  }

  function close(): void {
    setOpen(false);
    setActiveIndex(-1);
    onQuery(undefined);
  }

  function type(text: string): void {
    setOpen(true);
    setActiveIndex(-1);
    onQuery(text);
  }

  function choose(option: Option): void {
    input.current?.focus();
    if (isMulti) {
      onChoose(toggled(chosen, option, max));
      setActiveIndex(-1);
      onQuery('');
    } else {
      onChoose([option]);
      close();
    }
  }

  function remove(option: Option): void {
    onChoose(toggled(chosen, option));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const last = chosen.at(-1);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      open();
      setActiveIndex(steppedIndex(at, event.key === 'ArrowDown' ? 1 : -1, options.length));
    } else if (event.key === 'Enter' && isOpen) {
      // With nothing else to choose from, what was typed means the only option.
      const only = query !== '' && options.length === 1 ? options[0] : undefined;
      const picked = active ?? only;
      if (picked) choose(picked);
    } else if (event.key === 'Escape' && isOpen) close();
    else if (event.key === 'Backspace' && isMulti && query === '' && last) remove(last);
    else return;
    event.preventDefault();
  }

  return (
    <div className={field.isInvalid ? 'combobox is-invalid' : 'combobox'}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the input is one on it, for the mouse only. */}
      <div
        ref={box}
        className="combobox-box"
        onMouseDown={(event) => {
          if (event.target === input.current || (event.target as Element).closest('button')) return;
          event.preventDefault();
          input.current?.focus();
          open();
        }}
      >
        {isMulti && chosen.length > 0 && (
          <ul className="chips" aria-label="Chosen">
            {chosen.map((option) => (
              <li key={option.value} className="chip">
                <span>{textOf(option)}</span>
                <button type="button" aria-label={`Remove ${textOf(option)}`} onClick={() => remove(option)}>
                  <CrossIcon />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          ref={input}
          id={field.id}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          value={isOpen || !single ? query : textOf(single)}
          placeholder={single ? textOf(single) : chosen.length > 0 ? '' : (placeholder ?? 'Choose')}
          {...ariaOf(field)}
          aria-required={field.isRequired}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && active ? `${listId}${at}` : undefined}
          onClick={open}
          onChange={({ target }) => type(target.value)}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        {single && !field.isRequired && (
          <button
            type="button"
            className="combobox-clear"
            aria-label={`Remove ${textOf(single)}`}
            onClick={() => remove(single)}
          >
            <CrossIcon />
          </button>
        )}
        <ChevronDownIcon />
      </div>
      {isOpen && (
        <OptionPopup
          id={listId}
          field={field}
          place={place}
          isMulti={isMulti}
          groups={groups}
          notice={notice ?? (isFull ? `No more than ${max} can be chosen` : undefined)}
          isFailed={isFailed}
          activeIndex={at}
          isChosen={(option) => isChosen(chosen, option)}
          isDisabled={(option) => isFull && !isChosen(chosen, option)}
          onChoose={choose}
        />
      )}
    </div>
  );
}
