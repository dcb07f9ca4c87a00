import type { Finding, NumberedLine, Wrapping } from '../../checks/index.ts';
import type { Translate } from '../../i18n.ts';
import type { SlackFileErrorKind } from '../delivery/download-file.ts';
import { type ShareContext, whyHere } from './delivered.ts';
import {
  code,
  codeBlock,
  context,
  cut,
  cutMrkdwn,
  escapeMrkdwn,
  type Message,
  paragraphs,
  plain,
  section,
} from './message.ts';
import { findingsText, type ShownFindings } from './result/checks.ts';

/** What came of one file, or of the JSON in the words of a message. */
export type GivenOutcome =
  /** `isLaidOut`: the line numbers are those of a file that comes along. */
  | { is: 'checked'; shown: ShownFindings; wrappings: readonly Wrapping[]; isLaidOut: boolean }
  /** It is no JSON. */
  | {
      is: 'broken';
      fault: Pick<Finding, 'line' | 'column' | 'message' | 'fix'>;
      lines: readonly NumberedLine[];
      wrappings: readonly Wrapping[];
    }
  | { is: 'too-much' }
  | { is: SlackFileErrorKind };

/** What was checked, and what came of it. */
export interface CheckedGiven {
  /** The file's name; undefined: it stands in the message itself. */
  name: string | undefined;
  outcome: GivenOutcome;
}

const MAX_NAME = 100;
const MAX_CODE = 1500;
const MAX_SENTENCE = 800;

const nameOf = (t: Translate, name: string | undefined): string =>
  name === undefined ? t('checks.given.text') : code(cut(name, MAX_NAME));

/** `"flow_json" › JSON text`. */
function wrappedIn(t: Translate, wrappings: readonly Wrapping[]): string[] {
  if (wrappings.length === 0) return [];
  const layers = wrappings.map((wrapping) =>
    wrapping.kind === 'key' ? code(cut(wrapping.key, MAX_NAME)) : t('checks.given.jsonText'),
  );
  return [t('checks.given.unwrapped', { path: layers.join(' › ') })];
}

function shownLines(lines: readonly NumberedLine[], at: number): string {
  const width = String(lines.at(-1)?.line ?? 0).length;
  const shown = lines.map(({ line, text }) => `${line === at ? '>' : ' '} ${String(line).padStart(width)} | ${text}`);
  return codeBlock(cut(shown.join('\n').replaceAll('```', 'ˋˋˋ'), MAX_CODE));
}

function textsOf(t: Translate, { name, outcome }: CheckedGiven): string[] {
  const what = nameOf(t, name);
  switch (outcome.is) {
    case 'checked':
      return [
        [`${what}: ${findingsText(t, outcome.shown)}`],
        [...wrappedIn(t, outcome.wrappings), ...(outcome.isLaidOut ? [t('checks.given.laidOut')] : [])],
      ]
        .map((lines) => lines.join(' '))
        .filter(Boolean);
    case 'broken': {
      const { line, column, message, fix } = outcome.fault;
      const why = cutMrkdwn(escapeMrkdwn(`${message} ${fix}`), MAX_SENTENCE);
      return [
        [t('checks.given.broken', { what, line, column, why }), ...wrappedIn(t, outcome.wrappings)].join(' '),
        shownLines(outcome.lines, line),
      ];
    }
    default:
      return [t(`checks.given.${outcome.is}`, { what })];
  }
}

/** For the requester alone: nothing was found, or nothing can be. */
export const givenAnswer = (t: Translate, checked: readonly CheckedGiven[]): Message =>
  paragraphs(...checked.flatMap((one) => textsOf(t, one)));

/** There is no JSON in the message. */
export const nothingGivenMessage = (t: Translate): Message => paragraphs(t('checks.given.nothing'));

/** The words that the findings come with, in the thread of the message. */
export function givenMessage(
  t: Translate,
  checked: readonly CheckedGiven[],
  share: ShareContext & { requesterId: string },
): Message {
  const headline =
    share.to.kind === 'direct-message'
      ? t('checks.given.forMe')
      : t('checks.given.headline', { person: `<@${share.requesterId}>` });
  const heading = [headline, whyHere(t, share)].filter(Boolean).join(' ');
  const texts = checked.flatMap((one) => textsOf(t, one));
  return {
    text: plain([heading, ...texts].join('\n')),
    blocks: [section(heading), ...texts.map(section), context(t('checks.given.notStored'))],
  };
}

/** Where the findings are, for who asked for them. */
export function givenShared(t: Translate, permalink: string | undefined, isDirect: boolean): Message {
  const link = (label: string) => (permalink === undefined ? label : `<${permalink}|${label}>`);
  return paragraphs(
    isDirect
      ? t('checks.given.inDirectMessage', { directMessage: link(t('delivered.directMessage')) })
      : t('checks.given.shared', { findings: link(t('checks.given.findings')) }),
  );
}
