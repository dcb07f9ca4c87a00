import type { Translate } from '../../i18n.ts';
import { seconds } from './fetching.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** Below this seconds are more telling. */
const IN_SECONDS_MS = 90 * SECOND_MS;

/** `about 3 s`, never less than one; from a minute and a half on `about 2 min`. */
export const durationText = (t: Translate, ms: number): string =>
  ms < IN_SECONDS_MS ? seconds(t, ms) : t('common.minutes', { count: Math.ceil(ms / MINUTE_MS) });
