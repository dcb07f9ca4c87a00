import type { Translate } from '../../i18n.ts';
import { type ShareContext, whyHere } from './delivered.ts';
import { flowName, flowWords, type NamedFlow } from './flow-name.ts';
import { code, context, type Message, paragraphs, plain, section, shownName } from './message.ts';
import { findingsText, type ShownFindings } from './result/checks.ts';

/** A flow that was checked. */
export interface CheckedFlow {
  flow: NamedFlow;
  /** In Alibaba Cloud; undefined: not known. */
  name: string | undefined;
  shown: ShownFindings;
}

/**
 * Which file the line numbers are of: the one that was shared with the button; that of now, which comes along, since the
 * other is not stored; or the one that a fetch gives, where none was shared. `hidden`: one that the requester may not have.
 */
export type LinesOf = 'shared' | 'now' | 'fetched' | 'hidden';

export interface FindingsShare extends ShareContext {
  /** Who asked; a user ID. */
  requesterId: string;
  linesOf: LinesOf;
}

const named = (t: Translate, { flow, name }: Omit<CheckedFlow, 'shown'>): string =>
  name === undefined ? flowName(t, flow) : `*${shownName(name)}* (${flowName(t, flow)})`;

/** The words that the file of a flow's findings comes with. */
export function findingsMessage(t: Translate, checked: CheckedFlow, share: FindingsShare): Message {
  const { requesterId, linesOf } = share;
  const headline =
    share.to.kind === 'direct-message'
      ? t('checks.findingsForMe', { flow: named(t, checked) })
      : t('checks.findings', { flow: named(t, checked), person: `<@${requesterId}>` });
  const heading = [headline, whyHere(t, share)].filter(Boolean).join(' ');
  return {
    text: plain(`${heading}\n${checked.shown.summary}`),
    blocks: [
      section(heading),
      // Below the result, where the worst stand, they are not said again.
      section(findingsText(t, linesOf === 'shared' ? { ...checked.shown, worst: [], rest: 0 } : checked.shown)),
      context(t(`checks.linesOf.${linesOf}`, { command: code(`/flow-json ${flowWords(checked.flow)}`) })),
    ],
  };
}

/** The title of the file: plain text, shown above the snippet. */
export const findingsTitle = (t: Translate, { flow, shown }: CheckedFlow): string =>
  t('checks.title', { id: flow.flowId, summary: shown.summary });

/** Nothing was found, so there is no file. */
export const noFindingsMessage = (t: Translate, checked: Omit<CheckedFlow, 'shown'>): Message =>
  paragraphs(t('checks.none', { flow: named(t, checked) }));

/** It takes too much memory or time. */
export const notCheckedMessage = (t: Translate, flow: NamedFlow): Message =>
  paragraphs(t('checks.tooLarge', { flow: flowName(t, flow) }));

/** Where the file is, for who asked for it. */
export function findingsShared(
  t: Translate,
  flow: NamedFlow,
  permalink: string | undefined,
  isDirect: boolean,
): Message {
  const link = (label: string) => (permalink === undefined ? label : `<${permalink}|${label}>`);
  return paragraphs(
    isDirect
      ? t('checks.inDirectMessage', { flow: flowName(t, flow), directMessage: link(t('delivered.directMessage')) })
      : t('checks.shared', { flow: flowName(t, flow), file: link(`${flow.flowId}-findings.txt`) }),
  );
}
