/** What leads from the root of a JSON text to a value in it. */
export type Path = readonly (string | number)[];

/** An object as JSON has it: its keys may be anything, `__proto__` included. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of the parsed flow together with the way to it, so that a rule can say where the fault is. */
export class Place {
  readonly value: unknown;
  readonly parent: Place | undefined;
  readonly key: string | number;

  constructor(value: unknown, parent?: Place, key: string | number = '') {
    this.value = value;
    this.parent = parent;
    this.key = key;
  }

  /** The member `key` of an object, or undefined: never what the object has inherited. */
  get(key: string): Place | undefined {
    if (!isObject(this.value) || !Object.hasOwn(this.value, key)) return undefined;
    return new Place(this.value[key], this, key);
  }

  /** The member `key` where it is a text. */
  text(key: string): string | undefined {
    if (!isObject(this.value) || !Object.hasOwn(this.value, key)) return undefined;
    const value = this.value[key];
    return typeof value === 'string' ? value : undefined;
  }

  /** The raw value of the member `key`. */
  raw(key: string): unknown {
    return isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
  }

  /** The elements of an array; none for anything else. */
  items(): Place[] {
    return Array.isArray(this.value) ? this.value.map((value, index) => new Place(value, this, index)) : [];
  }

  /** The members of an object; none for anything else. */
  members(): Place[] {
    const { value } = this;
    return isObject(value) ? Object.keys(value).map((key) => new Place(value[key], this, key)) : [];
  }

  path(): Path {
    const path: (string | number)[] = [];
    for (let place: Place = this; place.parent; place = place.parent) path.push(place.key);
    return path.reverse();
  }
}

/** RFC 6901. */
export const pointerOf = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export type JsonType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';

export function jsonType(value: unknown): JsonType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}
