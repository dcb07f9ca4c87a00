import type { Option } from '@slack/types';
import { type CSSProperties, useId } from 'react';
import type { ChoiceGroup } from '../../text/choices.ts';
import { unescapeText } from '../../text/mrkdwn.ts';
import { TickIcon, WarningIcon } from '../icons.tsx';
import type { Field } from './field.ts';

interface Props {
  id: string;
  /** Of the combobox: the list has the same name. */
  field: Field;
  place: CSSProperties;
  isMulti: boolean;
  groups: ChoiceGroup[];
  notice: string | undefined;
  isFailed: boolean;
  activeIndex: number;
  isChosen: (option: Option) => boolean;
  isDisabled: (option: Option) => boolean;
  onChoose: (option: Option) => void;
}

interface RowProps {
  option: Option;
  id: string;
  isActive: boolean;
  isChosen: boolean;
  isDisabled: boolean;
  onChoose: () => void;
}

function Row({ option, id, isActive, isChosen, isDisabled, onChoose }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the combobox keeps the focus and takes the keys.
    <div
      role="option"
      id={id}
      className={isActive ? 'popup-option is-active' : 'popup-option'}
      aria-selected={isChosen}
      aria-disabled={isDisabled || undefined}
      onClick={() => !isDisabled && onChoose()}
    >
      <span className="popup-option-text">
        {unescapeText(option.text.text)}
        {option.description && <small>{unescapeText(option.description.text)}</small>}
      </span>
      {isChosen && <TickIcon />}
    </div>
  );
}

/** The list below a combobox, and what is to be said in its place. */
export function OptionPopup(props: Props) {
  const { id, field, place, isMulti, groups, notice, isFailed, activeIndex, onChoose } = props;
  const groupId = useId();
  let index = -1;
  const rows = groups.map(({ label, options }, at) => {
    const drawn = options.map((option) => {
      index += 1;
      return (
        <Row
          key={option.value ?? index}
          option={option}
          id={`${id}${index}`}
          isActive={index === activeIndex}
          isChosen={props.isChosen(option)}
          isDisabled={props.isDisabled(option)}
          onChoose={() => onChoose(option)}
        />
      );
    });
    return label === undefined ? (
      drawn
    ) : (
      // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, but no fieldsets.
      <div key={label} role="group" aria-labelledby={`${groupId}${at}`}>
        <div className="popup-group" id={`${groupId}${at}`}>
          {label}
        </div>
        {drawn}
      </div>
    );
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the mouse from taking the focus away.
    <div className="option-popup" style={place} onMouseDown={(event) => event.preventDefault()}>
      <p className={isFailed ? 'popup-notice is-failed' : 'popup-notice'} role="status">
        {isFailed && <WarningIcon />}
        {notice ?? (index < 0 ? 'No results' : '')}
      </p>
      <div
        role="listbox"
        id={id}
        aria-multiselectable={isMulti || undefined}
        aria-labelledby={field.labelledBy}
        aria-label={field.label}
      >
        {rows}
      </div>
    </div>
  );
}
