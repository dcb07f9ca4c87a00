import type { KnownBlock } from '@slack/types';
import type { SinceSeen } from '../../../flows/fetch/since-seen.ts';
import type { Translate } from '../../../i18n.ts';
import { changeFacts } from '../change.ts';
import { dateTime, section } from '../message.ts';
import type { Result } from './result.ts';

function sentence(t: Translate, { version, firstSeenAt, changed }: SinceSeen): string {
  const since = { version, when: dateTime(firstSeenAt) };
  if (changed === undefined) return t('result.unchanged', since);
  const [first, ...others] = changeFacts(t, changed);
  if (first === undefined) return t('result.changed', since);
  const what = others.reduce((one, other) => t('change.besides', { one, other }), first);
  return t('result.changedHow', { ...since, what });
}

/** Whether it is another one than the workspace saw last, and what is. */
export const sinceSeenPart = (t: Translate, { fetched: { sinceSeen } }: Result): KnownBlock[] =>
  sinceSeen === undefined ? [] : [section(sentence(t, sinceSeen))];
