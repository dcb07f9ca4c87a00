import type { KnownBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { code, context, dateTime, type Message, plain, section, shownName } from '../message.ts';
import { severalResultButtons } from './buttons.ts';
import { checksShort } from './checks.ts';
import { headline } from './heading.ts';
import { jsonVersion, screenCount } from './outline.ts';
import { knownDetails, type Result, type SharedWith } from './result.ts';
import { statusText } from './status.ts';

function line(t: Translate, result: Result): string {
  const { flow, fetched } = result;
  const { flowJson } = fetched;
  const details = knownDetails(fetched.details);
  const name = details?.name === undefined ? '' : `*${shownName(details.name)}* `;
  const known = details?.status === undefined ? [] : [t(`result.statuses.${details.status}`)];
  const { version, screenCount: count } = flowJson.summary;
  const facts = [...known, jsonVersion(t, version), screenCount(t, count), ...checksShort(t, result)];
  const isOther = fetched.sinceSeen?.changed !== undefined;
  const since = isOther ? [t('result.changedShort', { version: fetched.sinceSeen?.version ?? 0 })] : [];
  return [`${name}${code(flow.flowId)}`, ...facts, ...since].join(' · ');
}

/**
 * The message that several flows' files are shared with: a line each.
 *
 * @param value what the button gives back.
 */
export function severalResultMessage(
  t: Translate,
  results: readonly Result[],
  value: string,
  shared: SharedWith,
): Message {
  const heading = headline(
    t,
    results.map(({ flow }) => flow),
    shared,
  );
  const newest = Math.max(...results.map(({ fetched }) => fetched.fetchedAt));
  const lines = results.map((result) => line(t, result));
  const missing = results.flatMap(({ fetched: { details } }) =>
    details.is === 'known' ? [] : [statusText(t, details)],
  );
  const notes = [...new Set(missing)].map((text) => `${t('result.status')}: ${text}`);
  return {
    text: plain([heading, ...lines].join('\n')),
    blocks: [
      section(heading),
      ...inSections(lines),
      context([dateTime(newest), ...notes].join(' · ')),
      severalResultButtons(t, value),
    ],
  };
}

/** Lines that share a section: four stay below its 3,000 characters, also where all of a name is escaped. */
const LINES_PER_SECTION = 4;

function inSections(lines: readonly string[]): KnownBlock[] {
  const count = Math.ceil(lines.length / LINES_PER_SECTION);
  return Array.from({ length: count }, (_, index) =>
    section(lines.slice(index * LINES_PER_SECTION, (index + 1) * LINES_PER_SECTION).join('\n')),
  );
}
