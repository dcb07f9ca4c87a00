import type { Translate } from '../../i18n.ts';

/** `a, b, c`, with what the language puts between; each as mrkdwn. */
export const listed = (t: Translate, [first = '', ...others]: readonly string[]): string =>
  others.reduce((one, other) => t('common.listed', { one, other }), first);
