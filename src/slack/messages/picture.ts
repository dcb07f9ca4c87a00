import type { KnownBlock } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import type { PictureErrorKind } from '../../picture/index.ts';
import { flowName, flowsName, type NamedFlow } from './flow-name.ts';
import { withHiddenShown } from './hidden-signs.ts';
import { context, type Message, paragraphs } from './message.ts';

/** Why there is no picture. */
export type NoPicture = PictureErrorKind;

/** The reasons that are told; what only the code of a caller could cause is a failure like any other. */
const TOLD: Readonly<
  Record<NoPicture, 'not-a-flow' | 'too-large' | 'time-out' | 'out-of-memory' | 'busy' | 'failed' | 'unavailable'>
> = {
  'not-a-flow': 'not-a-flow',
  'too-large': 'too-large',
  'no-such-screen': 'failed',
  'time-out': 'time-out',
  'out-of-memory': 'out-of-memory',
  busy: 'busy',
  failed: 'failed',
  unavailable: 'unavailable',
  aborted: 'failed',
};

/** A flow without its picture. */
export interface MissingPicture {
  flow: NamedFlow;
  why: NoPicture;
}

/** One line for each reason; with the flows' names where there could be others. */
function linesOf(t: Translate, missing: readonly MissingPicture[], areAll: boolean): string[] {
  const byReason = Map.groupBy(missing, ({ why }) => TOLD[why]);
  return [...byReason].map(([why, those]) => {
    const flows = flowsName(
      t,
      those.map(({ flow }) => flow),
    );
    const reason = t(`picture.why.${why}`);
    return areAll && byReason.size === 1 ? t('picture.none', { reason }) : t('picture.noneOf', { flows, reason });
  });
}

/** The message with a line that says which pictures there are not, and why; above the buttons, if any. */
export function withMissingPictures(
  t: Translate,
  message: Message,
  missing: readonly MissingPicture[],
  flows: number,
): Message {
  if (missing.length === 0) return message;
  const lines: KnownBlock[] = linesOf(t, missing, missing.length === flows).map(context);
  const end = message.blocks.findIndex(({ type }) => type === 'actions');
  const at = end < 0 ? message.blocks.length : end;
  return { ...message, blocks: message.blocks.toSpliced(at, 0, ...lines) };
}

/** What stands above a picture: plain text. */
export function pictureTitle(
  t: Translate,
  { flowId: id }: NamedFlow,
  { kind, page, pages }: { kind: string; page: number; pages: number },
): string {
  if (page > 0) return withHiddenShown(t('picture.page', { id, page, pages }));
  if (kind === 'change') return withHiddenShown(t('picture.change', { id }));
  return withHiddenShown(t(kind === 'overview' ? 'picture.overview' : 'picture.title', { id }));
}

/** What pictures come with that follow in the thread of their files. */
export function laterPicturesMessage(t: Translate, flows: readonly NamedFlow[]): Message {
  const [only] = flows;
  return paragraphs(
    only !== undefined && flows.length === 1
      ? t('picture.later', { flow: flowName(t, only) })
      : t('picture.severalLater', { flows: flowsName(t, flows) }),
  );
}

/** In the thread of files whose pictures did not come in the end. */
export const noPicturesMessage = (t: Translate, missing: readonly MissingPicture[]): Message =>
  paragraphs(...linesOf(t, missing, false));
