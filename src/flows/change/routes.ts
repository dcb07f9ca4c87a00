import { isObject, type Json, keysOfBoth, ownValue } from '../json/json-value.ts';
import { shownText } from './shown-values.ts';
import { presenceChanges, spotAt, valueChanges } from './values.ts';
import type { ChangeLine, ChangeWhat } from './what.ts';

const SPOT = spotAt('routing_model');

const ofFlow = (what: ChangeWhat): ChangeLine => ({ screenId: undefined, component: undefined, what });

/** The targets of a screen as they would be called today, where the new version calls them so. */
function withNewIds(was: Json, is: Json | undefined, renamed: ReadonlyMap<string, string>): Json {
  if (!Array.isArray(was) || !Array.isArray(is)) return was;
  const today = new Set(is);
  return was.map((target) => {
    const id = typeof target === 'string' ? renamed.get(target) : undefined;
    return id !== undefined && today.has(id) && !today.has(target) ? id : target;
  });
}

function ofScreen(was: Json | undefined, is: Json | undefined): ChangeWhat[] {
  const option = undefined;
  if (was === undefined && Array.isArray(is) && is.length === 0)
    return [{ type: 'added', thing: 'routes', name: '', option }];
  if (is === undefined && Array.isArray(was) && was.length === 0) {
    return [{ type: 'removed', thing: 'routes', name: '', option }];
  }
  return valueChanges(was === undefined ? [] : was, is === undefined ? [] : is, SPOT).map((what) => {
    if (what.type !== 'item-added' && what.type !== 'item-removed') return what;
    const type = what.type === 'item-added' ? 'added' : 'removed';
    return { type, thing: 'route', name: what.value, option };
  });
}

/**
 * Which screen a route leaves, and how each differs.
 *
 * @param renamed screens that have another ID, by the one before: their routes are the same.
 */
export function routeChanges(
  before: Json | undefined,
  after: Json | undefined,
  renamed: ReadonlyMap<string, string>,
): ChangeLine[] {
  const [old = {}, now = {}] = [before, after];
  if (!isObject(old) || !isObject(now)) return valueChanges(before, after, SPOT).map(ofFlow);
  const earlier = Object.fromEntries(
    Object.entries(old).map(([from, was]) => {
      const id = renamed.get(from);
      return [id !== undefined && Object.hasOwn(now, id) && !Object.hasOwn(now, from) ? id : from, was];
    }),
  );
  const lines = keysOfBoth(earlier, now).flatMap((from): ChangeLine[] => {
    const [was, is] = [ownValue(earlier, from), ownValue(now, from)];
    const found = ofScreen(was === undefined ? was : withNewIds(was, is, renamed), is);
    return found.map((what) => ({ screenId: shownText(from), component: undefined, what }));
  });
  return lines.length > 0 ? lines : presenceChanges(before, after, SPOT).map(ofFlow);
}
