import type { Door } from './door.ts';

/** For Bolt: whatever its name is. */
export const ANY = /^/;

/** The doors of one kind, by name. */
export type Doors<Kind extends Door['kind']> = ReadonlyMap<string, Extract<Door, { kind: Kind }>>;

export function doorsOf<Kind extends Door['kind']>(doors: readonly Door[], kind: Kind): Doors<Kind> {
  const isOfKind = (door: Door): door is Extract<Door, { kind: Kind }> => door.kind === kind;
  return new Map(doors.filter(isOfKind).map((door) => [door.name, door]));
}
