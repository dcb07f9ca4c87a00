import type { ActionsBlock } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import type { Delivered, DeliveredTo, Refusal } from '../../requests/delivery.ts';
import { flowsName, type NamedFlow } from './flow-name.ts';
import { context, type Message, paragraphs } from './message.ts';

const invite = (botUserId: string | undefined) =>
  botUserId === undefined ? '`/invite`' : `\`/invite\` <@${botUserId}>`;

const link = (label: string, address: string | undefined) => (address === undefined ? label : `<${address}|${label}>`);

const whyAndNext = (t: Translate, refusal: Refusal, botUserId: string | undefined) => ({
  why: t(`refusal.${refusal}.why`),
  next: t(`refusal.${refusal}.next`, { invite: invite(botUserId) }),
});

/** The message with what can be done, where that could not be offered beside the files. */
export function withButtons(t: Translate, message: Message, buttons: ActionsBlock): Message {
  return { ...message, blocks: [...message.blocks, context(t('delivered.buttonsHere')), buttons] };
}

const OF_JSON = { onlyMe: 'delivered.onlyMe', elsewhere: 'delivered.elsewhere' } as const;
const OF_PICTURES = { onlyMe: 'picture.onlyMe', elsewhere: 'picture.elsewhere' } as const;

/** The private line that ends a request that was delivered. */
export function deliveredMessage(
  t: Translate,
  flows: readonly NamedFlow[],
  { to, permalink, isPictureOnly }: Pick<Delivered, 'to' | 'permalink' | 'isPictureOnly'>,
  botUserId: string | undefined,
): Message {
  const what = flowsName(t, flows);
  if (to.kind === 'direct-message') {
    const words = { what, directMessage: link(t('delivered.directMessage'), permalink) };
    const keys = isPictureOnly ? OF_PICTURES : OF_JSON;
    return paragraphs(
      to.refusal === undefined
        ? t(keys.onlyMe, words)
        : t(keys.elsewhere, { ...words, ...whyAndNext(t, to.refusal, botUserId) }),
    );
  }
  const [only] = flows;
  if (isPictureOnly) {
    return paragraphs(
      only !== undefined && flows.length === 1
        ? t('picture.shared', { file: link(`${only.flowId}.png`, permalink), flow: what })
        : t('picture.sharedSeveral', { flows: link(what, permalink) }),
    );
  }
  return paragraphs(
    only !== undefined && flows.length === 1
      ? t('delivered.one', { file: link(`${only.flowId}.json`, permalink), flow: what })
      : t('delivered.several', { flows: link(what, permalink) }),
  );
}

/** Where files are shared, and what the message beside them has to explain there. */
export interface ShareContext {
  to: DeliveredTo;
  /** A link to the message that the request was made from. */
  about: string | undefined;
  botUserId: string | undefined;
}

/** Why files are in a direct message, and what they are about: nobody sees that message there. Else empty. */
export function whyHere(t: Translate, { to, about, botUserId }: ShareContext): string {
  if (to.kind === 'conversation') return '';
  const sentences = [
    about === undefined ? '' : t('delivered.about', { message: link(t('delivered.thisMessage'), about) }),
    to.refusal === undefined ? '' : t('delivered.here', whyAndNext(t, to.refusal, botUserId)),
  ];
  return sentences.filter(Boolean).join(' ');
}
