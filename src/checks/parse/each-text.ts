import { isObject, Place } from './place.ts';

/**
 * Calls `visit` for each text below a place that `matters`; without recursion, and with places for what holds others and
 * for the texts that matter only.
 */
export function eachText(root: Place, matters: (text: string) => boolean, visit: (place: Place, text: string) => void) {
  const stack = [root];
  for (let place = stack.pop(); place; place = stack.pop()) {
    const { value } = place;
    const keys = Array.isArray(value) ? value.keys() : isObject(value) ? Object.keys(value) : [];
    if (typeof value === 'string' && matters(value)) visit(place, value);
    for (const key of keys) {
      const member: unknown = (value as Record<string | number, unknown>)[key];
      if (typeof member === 'object' && member !== null) stack.push(new Place(member, place, key));
      else if (typeof member === 'string' && matters(member)) visit(new Place(member, place, key), member);
    }
  }
}
