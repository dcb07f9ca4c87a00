import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import type { Tables } from './schema.ts';

/** Stands for a value in a statement that is put together once. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What SQLite and PostgreSQL take as a value. */
export type Value = string | number | null;

/**
 * Puts a statement together once, for what every ack waits for: Kysely takes longer to put one together than SQLite to
 * execute it.
 *
 * @param names of its values.
 * @param build makes the statement, with what stands for each of its values.
 * @returns the statement with these values, for `executeQuery` or `AtOnce`.
 */
export function prepare<Name extends string, Row>(
  db: Kysely<Tables>,
  names: readonly Name[],
  build: (slots: Readonly<Record<Name, unknown>>) => RawBuilder<Row>,
): (values: Readonly<Record<Name, Value>>) => CompiledQuery<Row> {
  const slots = Object.fromEntries(names.map((name) => [name, new Slot(name)])) as Record<Name, Slot>;
  const compiled = build(slots).compile(db);
  return (values) => ({
    ...compiled,
    parameters: compiled.parameters.map((each) => (each instanceof Slot ? values[each.name as Name] : each)),
  });
}
