import * as Ariakit from '@ariakit/react';
import type { Option } from '@slack/types';
import { ChevronDown, TriangleAlert, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type ChoiceGroup, isChosen, toggled } from '../../text/choices.ts';
import { unescapeText } from '../../text/mrkdwn.ts';
import { ariaOf, type Field } from './field.ts';

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
const idOf = ({ value = '' }: Option) => value;

interface RowProps {
  option: Option;
  isDisabled: boolean;
  isMulti: boolean;
}

function Row({ option, isDisabled, isMulti }: RowProps) {
  return (
    <Ariakit.ComboboxItem
      className="popup-option"
      value={idOf(option)}
      disabled={isDisabled}
      setValueOnClick={false}
      hideOnClick={!isMulti}
      focusOnHover
    >
      <span className="popup-option-text">
        {textOf(option)}
        {option.description && <small>{unescapeText(option.description.text)}</small>}
      </span>
      <Ariakit.ComboboxItemCheck />
    </Ariakit.ComboboxItem>
  );
}

/** A field to choose by typing, with what is chosen in it, each to be removed. */
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
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  /** What is typed, also before the list is open. */
  const typed = useRef('');

  const options = groups.flatMap((group) => group.options);
  const isFull = isMulti && max !== undefined && chosen.length >= max;
  const single = isMulti ? undefined : chosen[0];

  function toggle(opens: boolean): void {
    if (!opens) typed.current = '';
    setOpen(opens);
    onQuery(opens ? typed.current : undefined);
  }

  function type(text: string): void {
    typed.current = text;
    if (isOpen || text !== '') onQuery(text);
  }

  function select(values: string | string[]): void {
    const known = [...chosen, ...options];
    onChoose([values].flat().flatMap((value) => known.find((option) => idOf(option) === value) ?? []));
  }

  function remove(option: Option): void {
    onChoose(toggled(chosen, option));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = chosen.at(-1);
    // The window around would close by Escape, and be sent by Enter.
    if (event.key === 'Escape' && isOpen) toggle(false);
    else if (event.key === 'Backspace' && isMulti && query === '' && last) remove(last);
    else if (event.key !== 'Enter' || !isOpen || options.length > 0) return;
    event.preventDefault();
  }

  const row = (option: Option) => (
    <Row key={option.value} option={option} isMulti={isMulti} isDisabled={isFull && !isChosen(chosen, option)} />
  );
  const said = notice ?? (isFull ? `No more than ${max} can be chosen` : options.length === 0 ? 'No results' : '');

  return (
    <Ariakit.ComboboxProvider
      open={isOpen}
      setOpen={toggle}
      value={isOpen || !single ? query : textOf(single)}
      setValue={type}
      selectedValue={isMulti ? chosen.map(idOf) : chosen.map(idOf).join('')}
      setSelectedValue={select}
      resetValueOnHide={false}
    >
      <div className={field.isInvalid ? 'combobox is-invalid' : 'combobox'}>
        <div ref={box} className="combobox-box">
          {isMulti && chosen.length > 0 && (
            <ul className="chips" aria-label="Chosen">
              {chosen.map((option) => (
                <li key={option.value} className="chip">
                  <span>{textOf(option)}</span>
                  <button type="button" aria-label={`Remove ${textOf(option)}`} onClick={() => remove(option)}>
                    <X />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Ariakit.Combobox
            ref={input}
            id={field.id}
            spellCheck={false}
            placeholder={single ? textOf(single) : chosen.length > 0 ? '' : (placeholder ?? 'Choose')}
            {...ariaOf(field)}
            aria-required={field.isRequired}
            autoSelect
            onKeyDown={onKeyDown}
          />
          {single && !field.isRequired && (
            <button
              type="button"
              className="combobox-clear"
              aria-label={`Remove ${textOf(single)}`}
              onClick={() => remove(single)}
            >
              <X />
            </button>
          )}
          <Ariakit.ComboboxDisclosure className="combobox-disclosure">
            <ChevronDown />
          </Ariakit.ComboboxDisclosure>
        </div>
        {/* Within the window around, which no portal could cover; fixed, so that its scrolled body does not cut it off. */}
        <Ariakit.ComboboxPopover
          className="option-popup"
          role="dialog"
          {...ariaOf({ ...field, describedBy: undefined, isInvalid: false })}
          fixed
          sameWidth
          gutter={4}
          hideOnEscape={false}
          getAnchorRect={() => box.current?.getBoundingClientRect() ?? null}
          unmountOnHide
          // The keys also come by the option that is active.
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            toggle(false);
          }}
        >
          <p className={isFailed ? 'popup-notice is-failed' : 'popup-notice'} role="status">
            {isFailed && <TriangleAlert />}
            {said}
          </p>
          <Ariakit.ComboboxList {...ariaOf({ ...field, describedBy: undefined, isInvalid: false })}>
            {groups.map(({ label, options: inGroup }) =>
              label === undefined ? (
                inGroup.map(row)
              ) : (
                <Ariakit.ComboboxGroup key={label}>
                  <Ariakit.ComboboxGroupLabel className="popup-group">{label}</Ariakit.ComboboxGroupLabel>
                  {inGroup.map(row)}
                </Ariakit.ComboboxGroup>
              ),
            )}
          </Ariakit.ComboboxList>
        </Ariakit.ComboboxPopover>
      </div>
    </Ariakit.ComboboxProvider>
  );
}
