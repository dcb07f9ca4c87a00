import { isObject, type Json, type JsonObject } from '../../../../src/flows/json/json-value.ts';

const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);

function objectsIn(value: Json | undefined): JsonObject[] {
  if (isList(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The flow has no ${what}`);
  return value;
}

/** The object under a key. */
export function part(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return found(isObject(value) ? value : undefined, key);
}

/** The list under a key. */
export function list(object: JsonObject, key: string): Json[] {
  const value = object[key];
  return found(isList(value) ? value : undefined, key);
}

export const screen = (flow: JsonObject, id: string): JsonObject =>
  found(
    list(flow, 'screens')
      .filter(isObject)
      .find((each) => each.id === id),
    id,
  );

/** The first object in a screen, or anywhere, that has this as its name, ID, type, text or label. */
export const piece = (within: JsonObject, key: string): JsonObject =>
  found(
    objectsIn(within).find((each) => [each.name, each.id, each.type, each.text, each.label].includes(key)),
    key,
  );

/** The list that holds such an object. */
export function siblings(within: JsonObject, key: string): Json[] {
  const wanted = piece(within, key);
  const lists = objectsIn(within).flatMap((each) => Object.values(each).filter(isList));
  return found(
    lists.find((each) => each.includes(wanted)),
    key,
  );
}

/** Takes a member of a list to another place in it. */
export function move(members: Json[], from: number, to: number): void {
  members.splice(to, 0, ...members.splice(from, 1));
}

export const take = (within: JsonObject, key: string): Json => {
  const members = siblings(within, key);
  return found(members.splice(members.indexOf(piece(within, key)), 1)[0], key);
};
