import type { Translate } from '../../i18n.ts';
import { cutMrkdwn, escapeMrkdwn, type Message, plain, section } from './message.ts';

/** What a flow's newer version has that Meta would refuse, or that fails on the phone; in the reader's language. */
export interface NewFaults {
  /** The flow's name, where the message is about several. */
  name: string | undefined;
  /** "1 that Meta refuses"; plain text. */
  counts: string;
  /** The worst in a line each; plain text. */
  lines: readonly string[];
}

const MAX_LINE = 400;
/** Flows that are named; the message goes on with all of them. */
const MAX_FLOWS = 10;

function textOf(t: Translate, { name, counts, lines }: NewFaults): string {
  const shown = lines.map((line) => `• ${cutMrkdwn(escapeMrkdwn(line), MAX_LINE)}`);
  const headline =
    name === undefined
      ? t('checks.newFaults', { counts: escapeMrkdwn(counts) })
      : t('checks.newFaultsOf', { name: cutMrkdwn(escapeMrkdwn(name), MAX_LINE), counts: escapeMrkdwn(counts) });
  return [headline, ...shown].join('\n');
}

/** A notification that says first what is at fault since the change. */
export function withNewFaults(t: Translate, message: Message, faults: readonly NewFaults[]): Message {
  if (faults.length === 0) return message;
  const text = faults
    .slice(0, MAX_FLOWS)
    .map((one) => textOf(t, one))
    .join('\n');
  return { text: `${plain(text)}\n${message.text}`, blocks: [section(text), ...message.blocks] };
}
