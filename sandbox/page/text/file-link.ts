import type { Line } from '../../slack/page-api.ts';
import { hrefOf } from './place.ts';

/** A file's ID is a part of the path of Slack's permalink: `/files/<user ID>/<file ID>/<name>`. */
const FILE_ID = /\/(F[A-Z0-9]+)(?=[/?#]|$)/g;

/**
 * Where a link leads. A permalink to a file that `as` can see leads to the message on this page that holds it; any other
 * link stays as it is.
 */
export function linkOnPage(url: string, lines: readonly Line[], as: string): string {
  for (const [, fileId] of url.matchAll(FILE_ID)) {
    const line = lines.find(({ files }) => files.some(({ id }) => id === fileId));
    if (line !== undefined) return hrefOf({ as, in: line.conversationId, file: fileId });
  }
  return url;
}
