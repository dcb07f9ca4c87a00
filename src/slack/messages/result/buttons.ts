import type { ActionsBlock, Button } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import type { FlowRight } from '../../../settings/types.ts';
import { actions, button } from '../message.ts';
import { allFindingsButton } from './checks.ts';
import { knownDetails, type Result } from './result.ts';

/** The `action_id`s of a result's buttons. */
export const GET_AGAIN = 'get_again';
export const OPEN_PREVIEW = 'open_preview';
export const ADD_FAVOURITE = 'add_favourite';
export const WATCH_FLOW = 'watch_flow';
export const WHAT_CHANGED = 'what_changed';

/** What the buttons are made of. */
export type ButtonsOf = Pick<Result, 'fetched' | 'value' | 'stepValue' | 'checks'>;

const getAgain = (t: Translate, { value }: ButtonsOf): Button[] => [
  button(t('result.getAgain'), { actionId: GET_AGAIN, value }),
];

function openPreview(t: Translate, { fetched }: ButtonsOf): Button[] {
  const preview = knownDetails(fetched.details)?.preview;
  return preview === undefined ? [] : [button(t('result.openPreview'), { actionId: OPEN_PREVIEW, url: preview.url })];
}

const whatChanged = (t: Translate, { stepValue }: ButtonsOf): Button[] =>
  stepValue === undefined ? [] : [button(t('result.whatChanged'), { actionId: WHAT_CHANGED, value: stepValue })];

const favourite = (t: Translate, { value }: ButtonsOf): Button[] => [
  button(t('result.favourite'), { actionId: ADD_FAVOURITE, value }),
];

const watch = (t: Translate, { value }: ButtonsOf): Button[] => [
  button(t('watchButton.label'), { actionId: WATCH_FLOW, value }),
];

/** In the order of the message: a new one joins with a line. `right`: what it does takes more than to fetch. */
const BUTTONS: readonly { right?: FlowRight; buttonsOf: (t: Translate, of: ButtonsOf) => Button[] }[] = [
  { right: 'compare', buttonsOf: whatChanged },
  { buttonsOf: getAgain },
  { right: 'check', buttonsOf: allFindingsButton },
  { buttonsOf: openPreview },
  { buttonsOf: favourite },
  { right: 'watch', buttonsOf: watch },
];

/** What the requester may do with a result. */
export function resultButtons(t: Translate, of: ButtonsOf): ActionsBlock {
  const { offered } = of.fetched;
  const may = (right: FlowRight | undefined) => right === undefined || offered === undefined || offered.includes(right);
  return actions(...BUTTONS.filter(({ right }) => may(right)).flatMap(({ buttonsOf }) => buttonsOf(t, of)));
}

/** What can be done with several results. @param value what the button gives back. */
export const severalResultButtons = (t: Translate, value: string): ActionsBlock =>
  actions(button(t('result.getAllAgain'), { actionId: GET_AGAIN, value }));
