import type { KnownBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { type Message, plain, section } from '../message.ts';
import { resultButtons } from './buttons.ts';
import { checksPart } from './checks.ts';
import { factsPart } from './facts.ts';
import { footerPart } from './footer.ts';
import { heading } from './heading.ts';
import { maskedPart } from './masked.ts';
import type { Result, SharedWith } from './result.ts';
import { screensPart } from './screens.ts';
import { sinceSeenPart } from './since-seen.ts';

/** What stands between the heading and the buttons, in this order: a new part joins with a line. */
const PARTS: readonly ((t: Translate, result: Result) => KnownBlock[])[] = [
  maskedPart,
  sinceSeenPart,
  factsPart,
  screensPart,
  checksPart,
  footerPart,
];

/** The message that a flow's file is shared with. */
export function resultMessage(t: Translate, result: Result, shared: SharedWith): Message {
  const head = heading(t, result, shared);
  const parts = PARTS.flatMap((part) => part(t, result));
  return { text: plain(head), blocks: [section(head), ...parts, resultButtons(t, result)] };
}
