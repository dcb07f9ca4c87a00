import type { Refused } from '../../access/not-allowed.ts';
import type { Translate } from '../../i18n.ts';
import type { WhomToAsk } from '../../settings/types.ts';
import { code } from './message.ts';

/** Whom somebody may ask who was refused, as a mention; in a private line it calls nobody. */
export function whomToAsk(t: Translate, ask: WhomToAsk | undefined): string {
  switch (ask?.kind) {
    case 'person':
      return `<@${ask.id}>`;
    case 'group':
      return `<!subteam^${ask.id}>`;
    case 'channel':
      return t('access.inChannel', { channel: `<#${ask.id}>` });
    case undefined:
      return t('access.anAdmin');
  }
}

/** What somebody may not do, and by which rule. It says nothing of any flow. */
export function refusedText(t: Translate, { right, rule, why }: Refused): string {
  const words = { what: t(`access.rights.${right}`), rule: code(rule) };
  return why === 'unknown-person' ? t('error.person-unknown.happened') : t(`access.why.${why}`, words);
}
