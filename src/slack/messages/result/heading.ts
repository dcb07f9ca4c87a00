import type { Translate } from '../../../i18n.ts';
import { whyHere } from '../delivered.ts';
import { flowName, flowsName, type NamedFlow } from '../flow-name.ts';
import { shownName } from '../message.ts';
import { knownDetails, type Result, type SharedWith } from './result.ts';

const OF_JSON = {
  one: 'result.one',
  forMe: 'result.forMe',
  several: 'result.several',
  severalForMe: 'result.severalForMe',
} as const;
const OF_PICTURES = {
  one: 'picture.one',
  forMe: 'picture.forMe',
  several: 'picture.several',
  severalForMe: 'picture.severalForMe',
} as const;

/** Which flows these are, and for whom they were fetched; of one flow without its name. */
export function headline(t: Translate, flows: readonly NamedFlow[], shared: SharedWith): string {
  const person = `<@${shared.requesterId}>`;
  const keys = shared.isPictureOnly ? OF_PICTURES : OF_JSON;
  const [only] = flows;
  const isOne = only !== undefined && flows.length === 1;
  if (shared.to.kind === 'direct-message') {
    const heading = isOne
      ? t(keys.forMe, { flow: flowName(t, only) })
      : t(keys.severalForMe, { flows: flowsName(t, flows) });
    return [heading, whyHere(t, shared)].filter(Boolean).join(' ');
  }
  return isOne
    ? t(keys.one, { flow: flowName(t, only), person })
    : t(keys.several, { flows: flowsName(t, flows), person });
}

/** The flow's name, where it is known, and whose request it is. */
export function heading(t: Translate, { flow, fetched }: Result, shared: SharedWith): string {
  const name = knownDetails(fetched.details)?.name;
  return `${name === undefined ? '' : `*${shownName(name)}*\n`}${headline(t, [flow], shared)}`;
}
