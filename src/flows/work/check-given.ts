import {
  checkFlow,
  type Finding,
  type Language,
  linesAround,
  type NumberedLine,
  unwrapFlow,
  type Wrapping,
} from '../../checks/index.ts';
import { prettyJson } from '../json/pretty-json.ts';

/** What somebody gave to be checked, as it came: it may be anything. */
export interface GivenText {
  /** UTF-8. */
  text: string | Uint8Array;
  /** What the findings are told in. */
  language: Language;
}

export interface CheckedText {
  /** In the order of the text that their lines are of. */
  findings: Finding[];
  /** What was around the flow, from the outside inwards. */
  wrappings: Wrapping[];
  /** The flow as it was checked, where that is another text than the given one; undefined: the given one. */
  laidOut: string | undefined;
  /** The lines around the first fault of a text that is no JSON; undefined: it is JSON. */
  broken: NumberedLine[] | undefined;
}

const BROKEN = 'json-syntax';
/** Longer lines than this are no use to a reader who is told of a column. */
const MAX_LINE = 1000;

const isOnOneLine = (text: string): boolean =>
  text.trim().split('\n', MAX_LINES + 1).length <= MAX_LINES && text.length > MAX_LINE;
const MAX_LINES = 3;

const textOf = (text: string | Uint8Array): string =>
  typeof text === 'string' ? text : Buffer.from(text.buffer, text.byteOffset, text.length).toString();

/** Checks a text in which a flow is, whatever is around it. Pure, and never throws. */
export function checkGivenText({ text: given, language }: GivenText): CheckedText {
  const whole = textOf(given).replace(/^\uFEFF/, '');
  const { text, wrappings } = unwrapFlow(whole);
  const found = checkFlow(text, { language });
  const [first] = found;
  if (first?.rule === BROKEN) {
    const laidOut = wrappings.length > 0 ? text : undefined;
    return { findings: found, wrappings, laidOut, broken: linesAround(text, first) };
  }
  if (wrappings.length === 0 && !isOnOneLine(text)) {
    return { findings: found, wrappings, laidOut: undefined, broken: undefined };
  }
  const laidOut = prettyJson(text);
  return { findings: checkFlow(laidOut, { language }), wrappings, laidOut, broken: undefined };
}
