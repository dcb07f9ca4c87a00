import { resolve } from '../read/binding.ts';
import type { Component } from '../read/component.ts';
import { isObject } from '../read/json.ts';
import { createDrawBranches } from './branches.ts';
import { drawCalendarPicker, drawDatePicker } from './dates.ts';
import { drawTextArea, drawTextInput } from './fields.ts';
import { drawEmbeddedLink, drawFooter, drawOptIn, drawUnknown } from './links.ts';
import { drawCarousel, drawImageComponent, drawPicker } from './media.ts';
import { drawNavigationList } from './navigation-list.ts';
import { drawChips, drawDropdown, drawOptionGroup } from './options.ts';
import type { Pen, Stack } from './pen.ts';
import type { Block } from './shape.ts';
import { withState } from './state.ts';
import { drawRichText, drawText } from './texts.ts';
import { SPACE } from './theme.ts';

type Draw = (pen: Pen, component: Component, x: number, y: number, width: number) => Block;

const drawBranches = createDrawBranches(drawComponents);

/** How each component of Flow JSON up to 7.3 is drawn; Form draws nothing of its own. */
const DRAWINGS: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  ['TextHeading', drawText],
  ['TextSubheading', drawText],
  ['TextBody', drawText],
  ['TextCaption', drawText],
  ['RichText', drawRichText],
  ['TextInput', drawTextInput],
  ['TextArea', drawTextArea],
  ['CheckboxGroup', drawOptionGroup],
  ['RadioButtonsGroup', drawOptionGroup],
  ['Dropdown', drawDropdown],
  ['ChipsSelector', drawChips],
  ['OptIn', drawOptIn],
  ['EmbeddedLink', drawEmbeddedLink],
  ['Footer', drawFooter],
  ['DatePicker', drawDatePicker],
  ['CalendarPicker', drawCalendarPicker],
  ['Image', drawImageComponent],
  ['ImageCarousel', drawCarousel],
  ['NavigationList', drawNavigationList],
  ['PhotoPicker', drawPicker],
  ['DocumentPicker', drawPicker],
  ['If', drawBranches],
  ['Switch', drawBranches],
]);

export const DRAWN_TYPES: readonly string[] = [...DRAWINGS.keys(), 'Form'];

function drawForm(pen: Pen, { props, slots }: Component, stack: Stack): void {
  const given = resolve(props['init-values'], pen.scope);
  const initValues = new Map([...pen.initValues, ...(isObject(given) ? Object.entries(given) : [])]);
  for (const slot of slots) drawComponents({ ...pen, initValues }, slot.components, stack);
}

/** The components of a list, one below the other. */
export function drawComponents(pen: Pen, components: readonly Component[], stack: Stack): void {
  for (const component of components) {
    if (component.type === 'Form') {
      drawForm(pen, component, stack);
      continue;
    }
    const draw = component.cut === undefined ? (DRAWINGS.get(component.type) ?? drawUnknown) : drawUnknown;
    stack.gap(SPACE.gap);
    withState(pen, component.props, stack, (y) => draw(pen, component, stack.x, y, stack.width));
  }
}
