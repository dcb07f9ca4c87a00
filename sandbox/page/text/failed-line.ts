import type { Line } from '../../slack/page-api.ts';

const SLACKBOT = { id: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot', isBot: false, locale: 'en-US' };

/**
 * The private line by which Slack's own client says that what was sent did not get through.
 *
 * @param threadTs the message in whose thread it was sent.
 */
export function failedLine(conversationId: string, error: string, nowMs: number, threadTs?: string): Line {
  const text = error.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const thread = threadTs === undefined ? {} : { threadTs };
  const ts = (nowMs / 1000).toFixed(6);
  return { ts, conversationId, author: SLACKBOT, text, files: [], isPrivate: true, ...thread };
}

/** Puts lines of the page's own among those of the workspace, in the order of `ts`. */
export function mergeLines(lines: readonly Line[], own: readonly Line[]): Line[] {
  return [...lines, ...own].sort((one, other) => Number(one.ts) - Number(other.ts));
}
