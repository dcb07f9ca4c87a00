import { isObject, type Json, type JsonObject } from '../../../../src/flows/json/json-value.ts';

/** A small edit of a flow, by the place where it is made. */
export interface PlacedEdit {
  where: string;
  after: JsonObject;
}

/** Takes the value out that is to be there; undefined: there is none. */
type Replace = (value: Json | undefined) => void;

function placesIn(value: Json, path: string, replace: Replace): { path: string; value: Json; replace: Replace }[] {
  const here = { path, value, replace };
  if (Array.isArray(value)) {
    const below = value.flatMap((item, index) =>
      placesIn(item, `${path}/${index}`, (other) => value.splice(index, 1, ...(other === undefined ? [] : [other]))),
    );
    return [here, ...below];
  }
  if (!isObject(value)) return [here];
  const below = Object.keys(value).flatMap((key) =>
    placesIn(value[key] ?? null, `${path}/${key}`, (other) => {
      if (other === undefined) delete value[key];
      else value[key] = other;
    }),
  );
  return [here, ...below];
}

/** What a value is replaced by, to see whether it is told. */
function othersOf(value: Json): readonly (Json | undefined)[] {
  const always = [undefined, null, {}, [], '', 'other'];
  if (typeof value === 'string') return [...always, `${value} `, `\u200B${value}`, `${value}!`];
  if (typeof value === 'boolean') return [...always, !value];
  if (Array.isArray(value)) return [...always, value.slice(1), value.toReversed(), [...value, ...value.slice(0, 1)]];
  return always;
}

/**
 * Every value of a flow taken away, emptied, replaced, and every list shortened, turned round and made longer.
 *
 * @param step 10: only at every tenth place.
 */
export function everyEdit(flow: JsonObject, step = 1): PlacedEdit[] {
  const places = placesIn(flow, '', () => {});
  const indexes = Array.from({ length: Math.ceil((places.length - 1) / step) }, (_, index) => 1 + index * step);
  return indexes.flatMap((index) =>
    othersOf(places[index]?.value ?? null).map((other) => {
      const after = structuredClone(flow);
      const place = placesIn(after, '', () => {})[index];
      place?.replace(structuredClone(other));
      return { where: `${place?.path} ${JSON.stringify(other)?.slice(0, 40)}`, after };
    }),
  );
}
