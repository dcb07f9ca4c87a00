/** How many colours `styles/avatar.css` has. */
export const AVATAR_COLOURS = 8;

/** Up to two letters that stand for a name: `Ana Costa` is `AC`, `林小雨` is `林`. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = (word: string | undefined) => [...(word ?? '')][0] ?? '';
  const last = words.length > 1 ? first(words.at(-1)) : '';
  return (first(words[0]) + last).toUpperCase() || '?';
}

/** A colour's number, from 0 to `AVATAR_COLOURS - 1`: the same for the same ID every time. */
export function avatarColourOf(id: string): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return hash % AVATAR_COLOURS;
}
