import type { KnownBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { fingerprint } from '../fingerprint.ts';
import { context, dateTime } from '../message.ts';
import { knownDetails, type Result } from './result.ts';

/** When it was fetched, the file's fingerprint, and until when the preview can be opened. */
export function footerPart(t: Translate, { fetched }: Result): KnownBlock[] {
  const { fetchedAt, flowJson, details } = fetched;
  const expiresAt = knownDetails(details)?.preview?.expiresAt;
  const footer = [
    t('result.fetched', { when: dateTime(fetchedAt), sha: fingerprint(flowJson.summary) }),
    expiresAt === undefined ? '' : t('result.preview', { when: dateTime(expiresAt) }),
  ];
  return [context(footer.filter(Boolean).join(' · '))];
}
