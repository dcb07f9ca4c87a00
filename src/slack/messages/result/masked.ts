import type { KnownBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { section } from '../message.ts';
import type { Result } from './result.ts';

/** That the file is not quite the one that Alibaba Cloud gave. */
export const maskedPart = (t: Translate, { fetched: { maskedSecrets } }: Result): KnownBlock[] =>
  maskedSecrets === undefined ? [] : [section(t('held.maskedNote', { count: maskedSecrets }))];
