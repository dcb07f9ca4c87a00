import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Stands for a value in a statement that is put together once. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What SQLite and PostgreSQL take as a value. */
export type Value = string | number | null;

/** What Kysely's builders and `sql` have in common. */
interface Statement<Row> {
  compile(db: Kysely<Tables>): CompiledQuery<Row>;
}

/**
 * Puts a statement together once, for what every ack waits for, or every fetch: Kysely takes longer to put one together than
 * SQLite to execute it.
 *
 * @param names of its values.
 * @param build makes the statement, with what stands for each of its values, of whatever type.
 * @returns the statement with these values, for `executeQuery` or `AtOnce`.
 */
export function prepare<Name extends string, Row>(
  db: Kysely<Tables>,
  names: readonly Name[],
  build: (placeholders: Readonly<Record<Name, never>>) => Statement<Row>,
): (values: Readonly<Record<Name, Value>>) => CompiledQuery<Row> {
  const placeholders = Object.fromEntries(names.map((name) => [name, new Placeholder(name)])) as unknown as Record<
    Name,
    never
  >;
  const compiled = build(placeholders).compile(db);
  return (values) => ({
    ...compiled,
    parameters: compiled.parameters.map((each) => (each instanceof Placeholder ? values[each.name as Name] : each)),
  });
}
