import { heldContentOf, type ShownContent } from '../../requests/held-questions.ts';
import { ShareHeld } from '../../requests/hold.ts';
import { type HeldRight, heldMessage } from '../messages/held.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ContentAnswer, ContentRequester } from './content-requester.ts';
import { allFindings, checkFlowNow } from './findings.ts';
import { shareDiff } from './history.ts';
import { shareVersion } from './version-file.ts';

type ContentParts = Parameters<typeof checkFlowNow>[0] & Parameters<typeof shareDiff>[0];

const RIGHTS: Readonly<Record<ShownContent['is'], HeldRight>> = {
  version: 'fetch',
  diff: 'compare',
  findings: 'check',
};

/** What somebody has to be allowed for a content. */
export const rightToSee = ({ is }: ShownContent): HeldRight => RIGHTS[is];

function shareContent(parts: ContentParts, by: ContentRequester, content: ShownContent): Promise<ContentAnswer> {
  switch (content.is) {
    case 'version':
      return shareVersion(parts, by, content);
    case 'diff':
      return shareDiff(parts, by, content);
    case 'findings':
      return content.of === undefined
        ? checkFlowNow(parts, by, content.flow)
        : allFindings(parts, by, { flow: content.flow, ...content.of });
  }
}

/**
 * Shares what somebody wants to see of a flow; where it is held back, they are asked first, and alone.
 *
 * @throws {DeliveryError}, and what a fetch and the database throw.
 */
export async function shareOrAsk(
  parts: ContentParts & Pick<AnswerParts, 'heldQuestions'>,
  by: ContentRequester,
  content: ShownContent,
): Promise<ContentAnswer> {
  try {
    return await shareContent(parts, by, content);
  } catch (error) {
    const { t, teamId, userId, conversation } = by;
    // Of what no file is named nobody could say that it is the same later.
    const isAsked = error instanceof ShareHeld && error.hold.files.length > 0;
    if (!isAsked || conversation === undefined) throw error;
    const { hold } = error;
    const question = await parts.heldQuestions.keep(heldContentOf({ teamId, userId }, conversation, content, hold));
    return { message: heldMessage(t, hold, question, rightToSee(content)), isSeen: false };
  }
}
