import type { SectionBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { code, section } from '../message.ts';
import type { Result } from './result.ts';

/** Screens that are named; the file has all of them. */
const MAX_SCREENS = 40;

function screensText(t: Translate, { fetched }: Result): string {
  const { screens } = fetched.flowJson.summary;
  if (screens === undefined) return t('result.noScreens');
  const named = screens
    .slice(0, MAX_SCREENS)
    .map(({ id, isTerminal }) => (isTerminal ? t('result.terminal', { screen: code(id) }) : code(id)));
  const rest = screens.length - named.length;
  return [...named, ...(rest > 0 ? [t('result.moreScreens', { count: rest })] : [])].join(' · ');
}

/** The flow's screens. */
export const screensPart = (t: Translate, result: Result): SectionBlock[] => [
  section(`*${t('result.screens')}*\n${screensText(t, result)}`),
];
