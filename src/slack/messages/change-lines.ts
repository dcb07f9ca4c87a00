import type { ChangeLine, ChangeWhat, FlowChange } from '../../flows/change/what.ts';
import type { Translate } from '../../i18n.ts';
import { code, escapeMrkdwn } from './message.ts';

/** Lines of differences that a message shows; the diff has the rest. */
const MAX_LINES = 15;

/** The keys of Flow JSON that have a word of their own; all others are shown as they are. */
const FIELDS = [
  'title',
  'label',
  'text',
  'type',
  'name',
  'description',
  'helper-text',
  'input-type',
  'error-message',
  'required',
  'enabled',
  'visible',
  'terminal',
  'success',
  'condition',
  'action',
  'target',
  'url',
  'version',
  'data_api_version',
  'data_channel_uri',
  'endpoint_uri',
  'init-value',
  'min-chars',
  'max-chars',
  'min-length',
  'max-length',
  'min-date',
  'max-date',
  'min-selected-items',
  'max-selected-items',
  'data-source',
  'unavailable-dates',
] as const;

/** A value from the flow: with a back-tick, a value could turn the rest of the message into code. */
const shownValue = (value: string): string => escapeMrkdwn(value.replaceAll('`', 'ˋ'));
/** Where the message itself sets the bold: an asterisk in it would end that. */
const shownInBold = (text: string): string => shownValue(text).replaceAll('*', '∗');

function fieldName(t: Translate, field: string): string {
  const known = FIELDS.find((each) => each === field);
  return known === undefined ? code(field) : t(`change.fields.${known}`);
}

function difference(t: Translate, what: ChangeWhat): string {
  switch (what.type) {
    case 'added':
    case 'removed':
    case 'moved':
      return t(`change.${what.type}.${what.thing}`, { name: shownValue(what.name) });
    case 'renamed':
      return t(`change.renames.${what.thing}`, { before: shownValue(what.before), after: shownValue(what.after) });
    case 'changed': {
      const values = { before: shownValue(what.before), after: shownValue(what.after) };
      return t('change.value', { field: fieldName(t, what.field), ...values });
    }
    case 'set':
      return t('change.set', { field: fieldName(t, what.field), after: shownValue(what.after) });
    case 'unset':
      return t('change.unset', { field: fieldName(t, what.field), before: shownValue(what.before) });
    case 'item-added':
      return t('change.itemAdded', { field: fieldName(t, what.field), value: shownValue(what.value) });
    case 'item-removed':
      return t('change.itemRemoved', { field: fieldName(t, what.field), value: shownValue(what.value) });
    case 'reordered':
      return t('change.reordered', { field: fieldName(t, what.field) });
    case 'flag':
      return t(`change.${what.isOn ? 'on' : 'off'}.${what.flag}`);
    case 'whole':
      return t('change.whole');
    case 'too-large':
      return t('change.tooLarge');
  }
}

function line(t: Translate, { screenId, component, what }: ChangeLine): string {
  const plain = difference(t, what);
  const { option } = what;
  const text = option === undefined ? plain : t('change.inOption', { option: shownValue(option), what: plain });
  if (screenId === undefined) return text;
  const screen = shownInBold(screenId);
  return component === undefined
    ? t('change.onScreen', { screen, what: text })
    : t('change.onComponent', { screen, component: shownValue(component), what: text });
}

/**
 * What changed, as lines of mrkdwn, each with its screen and component.
 *
 * @param most lines of differences; what is beyond is counted in one line more.
 */
export function changeLines(t: Translate, change: FlowChange, most = MAX_LINES): string[] {
  const shown = change.lines.slice(0, most).map((each) => line(t, each));
  const rest = change.lines.length - shown.length;
  if (rest <= 0) return shown;
  return [...shown, change.hasMore ? t('change.restAtLeast', { count: rest }) : t('change.rest', { count: rest })];
}
