import type { Translate } from '../../../i18n.ts';
import { withHiddenShown } from '../hidden-signs.ts';
import { screenCount } from './outline.ts';
import type { Result } from './result.ts';

/** The title of the shared file: plain text, shown above the snippet. */
export function fileTitle(t: Translate, { flow, fetched }: Pick<Result, 'flow' | 'fetched'>): string {
  const { version, screenCount: count } = fetched.flowJson.summary;
  const named = version === undefined ? t('result.noJsonVersion') : t('result.jsonVersion', { version });
  const title = t('result.title', { id: flow.flowId, version: named, screens: screenCount(t, count) });
  return withHiddenShown(fetched.maskedSecrets === undefined ? title : t('held.maskedTitle', { title }));
}
