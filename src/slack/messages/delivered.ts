import type { Translate } from '../../i18n.ts';
import { flowsName, type NamedFlow } from './flow-name.ts';
import { type Message, paragraphs } from './message.ts';

/** Why the file went to the requester's direct message although it was asked for elsewhere. */
export type Refusal = 'private' | 'archived' | 'restricted' | 'cannot-join';

/** Where files went. */
export interface DeliveredTo {
  directMessage: boolean;
  /** Absent: it is where it was asked for. */
  refusal: Refusal | undefined;
  /** Where the first file can be opened, as Slack gave it. */
  permalink: string | undefined;
}

const invite = (botUserId: string | undefined) =>
  botUserId === undefined ? '`/invite`' : `\`/invite\` <@${botUserId}>`;

const link = (label: string, address: string | undefined) => (address === undefined ? label : `<${address}|${label}>`);

const whyAndNext = (t: Translate, refusal: Refusal, botUserId: string | undefined) => ({
  why: t(`refusal.${refusal}.why`),
  next: t(`refusal.${refusal}.next`, { invite: invite(botUserId) }),
});

/** The private line that ends a request that was delivered. */
export function deliveredMessage(
  t: Translate,
  flows: readonly NamedFlow[],
  { directMessage, refusal, permalink }: DeliveredTo,
  botUserId: string | undefined,
): Message {
  const what = flowsName(t, flows);
  if (directMessage) {
    const words = { what, directMessage: link(t('delivered.directMessage'), permalink) };
    return paragraphs(
      refusal === undefined
        ? t('delivered.onlyMe', words)
        : t('delivered.elsewhere', { ...words, ...whyAndNext(t, refusal, botUserId) }),
    );
  }
  const [only] = flows;
  return paragraphs(
    only !== undefined && flows.length === 1
      ? t('delivered.one', { file: link(`${only.flowId}.json`, permalink), flow: what })
      : t('delivered.several', { flows: link(what, permalink) }),
  );
}

/** Why a file is in a direct message, and what it is about: said there, since nobody else hears of it. */
export interface InDirectMessage {
  refusal: Refusal | undefined;
  /** A link to the message that the request was made from. */
  about: string | undefined;
  botUserId: string | undefined;
}

/** The sentences that a file in a direct message comes with; empty where nothing has to be said. */
export function whyHere(t: Translate, { refusal, about, botUserId }: InDirectMessage): string {
  const sentences = [
    about === undefined ? '' : t('delivered.about', { message: link(t('delivered.thisMessage'), about) }),
    refusal === undefined ? '' : t('delivered.here', whyAndNext(t, refusal, botUserId)),
  ];
  return sentences.filter(Boolean).join(' ');
}
