import { z } from 'zod';
import { startOfText } from '../../text.ts';
import { parseJsonAs } from './request-value.ts';

/** What a button carries that opens the window of a command: Slack opens none for a text that came as a message. */
export interface WindowValue {
  /** The command, as it would be typed behind `/flow-json`. */
  words: string;
  /** The thread that the command was given in. */
  threadTs: string | undefined;
}

/** A button's value holds 2,000 characters (source: the reference of the button); a command is far shorter. */
const MAX_WORDS = 1500;

const windowValue = z
  .object({ w: z.string().max(MAX_WORDS), t: z.string().max(32).optional() })
  .transform(({ w, t }): WindowValue => ({ words: w, threadTs: t }));

export const windowValueOf = ({ words, threadTs }: WindowValue): string =>
  JSON.stringify({ w: startOfText(words, MAX_WORDS), t: threadTs });

/** @returns undefined where the value is none of ours. */
export const parseWindowValue = (value: unknown): WindowValue | undefined => parseJsonAs(windowValue, value);
