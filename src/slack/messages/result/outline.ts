import type { Translate } from '../../../i18n.ts';
import { cut, escapeMrkdwn } from '../message.ts';

/** Characters of a version, which is what the file says. */
const MAX_VERSION = 20;

/** `Flow JSON 6.2`, as mrkdwn. */
export const jsonVersion = (t: Translate, version: string | undefined) =>
  version === undefined
    ? t('result.noJsonVersion')
    : t('result.jsonVersion', { version: escapeMrkdwn(cut(version, MAX_VERSION)) });

export const screenCount = (t: Translate, count: number | undefined) =>
  count === undefined ? t('result.noScreens') : t('common.screens', { count });
