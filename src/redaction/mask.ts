import { startOfText } from '../text.ts';
import { withStrings } from './each-string.ts';
import type { Secret } from './find-secrets.ts';

/** In place of a secret. */
export const MASK = '[masked]';

/** The longest first, so that no part of one is left of another. */
const valuesOf = (secrets: readonly Pick<Secret, 'value'>[]): string[] =>
  [...new Set(secrets.map(({ value }) => value))].sort((one, other) => other.length - one.length);

/** A flow's JSON with the secrets masked, wherever their values stand in it; whatever else is in it stays as it is. */
export function maskJson(json: string, secrets: readonly Pick<Secret, 'value'>[]): string {
  const values = valuesOf(secrets);
  return withStrings(json, (text) => values.reduce((left, value) => left.replaceAll(value, MASK), text));
}

/** Characters at a secret's beginning that tell its owner which it is. */
const SHOWN = 4;

/** A secret as its requester sees it: its beginning, and how long it is. */
export const maskedSecret = (value: string): string =>
  `${startOfText(value, Math.min(SHOWN, Math.floor(value.length / SHOWN))).replaceAll(/\s/g, ' ')}… (${value.length})`;
