import { PostgresDialect, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import type { CustomTypesConfig, Pool, PoolClient } from 'pg';
import { postgresLabelOf } from '../database-url.ts';
import type { StoreError } from '../store-error.ts';
import { postgresErrorOf, requireVersion } from './postgres-error.ts';

/** All that is PostgreSQL's own; the rest of the store speaks Kysely only. */
export interface PostgresServer {
  dialect: PostgresDialect;
  /** By connections that nothing else takes, and that stay open. */
  urgentDialect: PostgresDialect;
  /** Opens the urgent connections ahead of who needs them: far away, that takes many times what a statement does. */
  warmUp(): Promise<void>;
  /** What a fault that was not met in a statement means. */
  errorOf(error: unknown): StoreError;
  close(): Promise<void>;
}

/** Of the connections of a process, those that only a person's ack waits for. */
const URGENT_SHARE = 2 / 3;
/** For a new connection, or a free one; milliseconds. With a second of round trip, a new one takes six. */
const CONNECT_TIMEOUT_MS = 10_000;
/** For a statement, by the server's clock; milliseconds. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** For a server that no longer answers at all; milliseconds. Longer, so that where there is one, it speaks first. */
const ANSWER_TIMEOUT_MS = 12_000;

/** `int8`, which times and counts are. Source: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const INT8 = 20;

/**
 * Connects to the server, and sees whether it is new enough. A connection that is lost later comes back with the next
 * statement.
 *
 * @param url `postgres://user:password@host:port/name`.
 * @param connections of this process, at the most; a server lets in 100 by default.
 * @throws {StoreError} `store-url`, `store-refused`, `store-unreachable`, `store-too-old` or `store-failed`; never with
 *   the password.
 */
export async function openPostgres(url: string, connections: number): Promise<PostgresServer> {
  const label = postgresLabelOf(url);
  const errorOf = (error: unknown) => postgresErrorOf(error, label);
  // Only who has such a server pays for the driver: it takes some MB.
  const { default: pg } = await import('pg');
  const types: CustomTypesConfig = {
    getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)),
  };
  const urgent = Math.round(connections * URGENT_SHARE);
  const poolOf = (max: number, isKeptOpen: boolean): Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      application_name: 'flow-json-for-slack',
      max,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      types,
      ...(isKeptOpen ? { idleTimeoutMillis: 0 } : {}),
    });
    surviveLostConnections(pool);
    return pool;
  };
  let pool: Pool;
  let urgentPool: Pool;
  try {
    pool = poolOf(connections - urgent, false);
    urgentPool = poolOf(urgent, true);
  } catch (error) {
    throw errorOf(error);
  }
  const close = async () => {
    await Promise.all([pool, urgentPool].map((each) => (each.ended ? undefined : each.end())));
  };
  try {
    requireVersion(await versionOf(pool), label);
  } catch (error) {
    await close();
    throw errorOf(error);
  }
  return {
    dialect: new PostgresDialect({ pool: kyselyPoolOf(pool, errorOf) }),
    urgentDialect: new PostgresDialect({ pool: kyselyPoolOf(urgentPool, errorOf) }),
    async warmUp() {
      // As many as there are: a pool opens another one only where all it has are taken.
      const opened = await Promise.allSettled(Array.from({ length: urgent }, () => urgentPool.connect()));
      for (const one of opened) if (one.status === 'fulfilled') one.value.release();
    },
    errorOf,
    close,
  };
}

/**
 * Node ends a process over an `error` that nobody listens to. There is nothing to do about these: the pool drops a
 * connection that was lost while idle, and whoever uses one learns it from the statement that fails.
 */
function surviveLostConnections(pool: Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

async function versionOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num');
  return Number(rows[0]?.server_version_num);
}

function kyselyPoolOf(pool: Pool, errorOf: (error: unknown) => StoreError): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      try {
        return kyselyClientOf(await pool.connect(), errorOf);
      } catch (error) {
        throw errorOf(error);
      }
    },
    end: () => pool.end(),
  };
}

/** A connection whose faults are the store's; one that failed to answer is not given to anybody again. */
function kyselyClientOf(client: PoolClient, errorOf: (error: unknown) => StoreError): PostgresPoolClient {
  let isLost = false;
  async function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      // What `pg` types more loosely than Kysely: a name of a command, and no count where there is none.
      return (await client.query(sql, [...parameters])) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      const fault = errorOf(error);
      isLost ||= fault.kind === 'store-unreachable';
      throw fault;
    }
  }
  return {
    // The store reads no rows by cursor, the other thing that Kysely could hand over here.
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(isLost || destroy === true),
  };
}
