import type { Checkboxes, Option, RadioButtons } from '@slack/types';
import { isChosen, toggled } from '../../text/choices.ts';
import { RichText } from '../block-parts.tsx';
import { ariaOf, type Field } from './field.ts';

interface Props {
  element: Checkboxes | RadioButtons;
  field: Field;
  chosen: Option[];
  onChoose: (options: Option[]) => void;
}

/** Checkboxes or radio buttons, each with its text and description. */
export function OptionList({ element, field, chosen, onChoose }: Props) {
  const isMany = element.type === 'checkboxes';
  const { 'aria-invalid': isInvalid, ...aria } = ariaOf(field);
  return (
    <div role={isMany ? 'group' : 'radiogroup'} className="option-list" {...aria}>
      {element.options.map((option, index) => {
        const optionId = `${field.id}${index}`;
        return (
          <div className="option" key={option.value ?? index}>
            <input
              type={isMany ? 'checkbox' : 'radio'}
              id={optionId}
              name={field.id}
              checked={isChosen(chosen, option)}
              aria-describedby={option.description && `${optionId}description`}
              aria-invalid={isMany ? isInvalid : undefined}
              onChange={() => onChoose(isMany ? toggled(chosen, option) : [option])}
            />
            <label htmlFor={optionId}>
              <RichText of={option.text} />
            </label>
            {option.description && (
              <div className="option-description" id={`${optionId}description`}>
                <RichText of={option.description} />
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}
