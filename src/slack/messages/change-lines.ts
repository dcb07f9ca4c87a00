import type { ChangeLine, ChangeWhat, FlowChange, Place } from '../../flows/change/what.ts';
import type { Translate } from '../../i18n.ts';
import { withHiddenShown } from './hidden-signs.ts';
import { code, cut, escapeMrkdwn } from './message.ts';
import { sizeText } from './result/size.ts';

/** Lines of differences that a message shows; the diff has the rest. */
const MAX_LINES = 15;

/** Of a value from the flow, with marks for what is not seen: many of them would crowd out all else. */
const MAX_VALUE = 100;

/** The keys of Flow JSON that have a word of their own; all others are shown as they are. */
const FIELDS = [
  'title',
  'label',
  'text',
  'type',
  'id',
  'name',
  'description',
  'src',
  'image',
  'alt-text',
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
  'routing_model',
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
const shownValue = (value: string): string => escapeMrkdwn(cut(withHiddenShown(value), MAX_VALUE).replaceAll('`', 'ˋ'));
/** Where the message itself sets the bold: an asterisk in it would end that. */
const shownInBold = (text: string): string => shownValue(text).replaceAll('*', '∗');

function fieldName(t: Translate, field: string): string {
  const known = FIELDS.find((each) => each === field);
  return known === undefined ? code(field) : t(`change.fields.${known}`);
}

const branchName = (place: Place): string => shownValue('caseKey' in place ? place.caseKey : place.branch);

/** `If “…” › else`, `Switch “…” › case “gold”`. */
function placeText(t: Translate, place: Place): string {
  const holder = shownValue(place.holder);
  if ('caseKey' in place) return t('change.placeInCase', { holder, key: branchName(place) });
  return `${holder} › ${branchName(place)}`;
}

type OfType<Type extends ChangeWhat['type']> = Extract<ChangeWhat, { type: Type }>;

const pairText = ({ before, after }: { before: string; after: string }): string =>
  `“${shownValue(before)}” → “${shownValue(after)}”`;

/** @param number of the line that it is about, from 1; undefined: the value has none. */
const inField = (t: Translate, field: string, number: number | undefined, what: string): string =>
  number === undefined
    ? t('change.inField', { field: fieldName(t, field), what })
    : t('change.inLine', { field: fieldName(t, field), number, what });

function pieceText(t: Translate, what: OfType<'added' | 'removed' | 'moved'>): string {
  const { type, thing } = what;
  const name = shownValue(what.name);
  if (thing === 'screen' && name === '') return t(`change.${type}.untitledScreen`);
  if (type !== 'moved') {
    return thing === 'component' && name === '' ? t(`change.${type}.itself`) : t(`change.${type}.${thing}`, { name });
  }
  if (what.to !== undefined && what.to.holder === what.from?.holder) {
    return t('change.movedWithin', { from: branchName(what.from), to: branchName(what.to) });
  }
  if (what.to !== undefined) return t('change.movedTo', { place: placeText(t, what.to) });
  if (what.from !== undefined) return t('change.movedOut', { place: placeText(t, what.from) });
  return t(`change.moved.${what.thing}`, { name });
}

function itemText(t: Translate, what: OfType<'item-added' | 'item-removed'>): string {
  const isAdded = what.type === 'item-added';
  const field = fieldName(t, what.field);
  if (what.value === '') return t(isAdded ? 'change.blankAdded' : 'change.blankRemoved', { field });
  return t(isAdded ? 'change.itemAdded' : 'change.itemRemoved', { field, value: shownValue(what.value) });
}

/** Fields that are nothing but an image. */
const IMAGE_FIELDS: ReadonlySet<string> = new Set(['src', 'image']);

function imageText(t: Translate, { change, field, line: number, bytes }: OfType<'image'>): string {
  const what = t(`change.image.${change}`, { size: sizeText(bytes) });
  return IMAGE_FIELDS.has(field) ? what : inField(t, field, number, what);
}

function nestedText(t: Translate, what: OfType<'nested'>): string {
  const [before, after] = [shownValue(what.before ?? ''), shownValue(what.after ?? '')];
  if (before === '') return t('change.nested.now', { after });
  return after === '' ? t('change.nested.noLonger', { before }) : t('change.nested.elsewhere', { before, after });
}

function difference(t: Translate, what: ChangeWhat): string {
  switch (what.type) {
    case 'added':
    case 'removed':
    case 'moved':
      return pieceText(t, what);
    case 'wrapped':
    case 'unwrapped':
      return what.name === ''
        ? t(`change.${what.type}.itself`)
        : t(`change.${what.type}.component`, { name: shownValue(what.name) });
    case 'swapped':
      return t(`change.swapped.${what.thing}`, { before: shownValue(what.before), after: shownValue(what.after) });
    case 'renamed':
      return t(`change.renames.${what.thing}`, { before: shownValue(what.before), after: shownValue(what.after) });
    case 'changed': {
      if (what.line !== undefined) return inField(t, what.field, what.line, pairText(what));
      const values = { before: shownValue(what.before), after: shownValue(what.after) };
      return t('change.value', { field: fieldName(t, what.field), ...values });
    }
    case 'set':
      return t('change.set', { field: fieldName(t, what.field), after: shownValue(what.after) });
    case 'unset':
      return t('change.unset', { field: fieldName(t, what.field), before: shownValue(what.before) });
    case 'item-added':
    case 'item-removed':
      return itemText(t, what);
    case 'reordered':
      return t('change.reordered', { field: fieldName(t, what.field) });
    case 'flag':
      return t(`change.${what.isOn ? 'on' : 'off'}.${what.flag}`);
    case 'image':
      return imageText(t, what);
    case 'nested':
      return nestedText(t, what);
    case 'whole':
      return t('change.whole');
    case 'too-large':
      return t('change.tooLarge');
  }
}

/** What a line is about stands before a colon: a label's own would make it two. */
const withoutColon = (name: string): string => name.replace(/(?<![\s:：])[\s:：]+$/u, '') || name;

function line(t: Translate, { screenId, component, place, what }: ChangeLine): string {
  const plain = difference(t, what);
  const { option } = what;
  const text = option === undefined ? plain : t('change.inOption', { option: shownValue(option), what: plain });
  if (screenId === undefined) return text;
  const screen = shownInBold(screenId);
  if (component === undefined) return t('change.onScreen', { screen, what: text });
  const name = withoutColon(shownValue(component));
  const within = place === undefined ? name : `${placeText(t, place)} › ${name}`;
  return t('change.onComponent', { screen, component: within, what: text });
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
