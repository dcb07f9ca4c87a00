import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { type FileFacts, fileFactsOf } from '../../fingerprint.ts';
import type { SeenFile } from '../../flows/fetch/flow-versions.ts';
import type { DatabaseMs } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** A file that may be a new content. */
export interface Content {
  sha256: string;
  seen: SeenFile;
  /** Compressed; undefined where it is small, or was there when it was looked for. */
  packed: Uint8Array | undefined;
}

/** The columns that say what is known of a content's file. */
export const FILE_COLUMNS = ['flow_contents.file_sha256', 'flow_contents.file_bytes'] as const;

interface FileRow {
  sha256: string;
  file_sha256: string | null;
  file_bytes: number | null;
}

/**
 * From this size on a file is kept compressed: written as it is, one of 9.5 MB keeps SQLite, and with it everybody, waiting for
 * 200 ms. Bytes.
 */
const PACKED_FROM = 64 * 1024;
/** Fewer, larger pieces: each of them comes by the event loop. Bytes. */
const CHUNK = 1024 * 1024;

// Both work in a thread of Node's own.
const pack = promisify<Uint8Array, { chunkSize: number }, Buffer>(gzip);
const unpack = promisify<Uint8Array, { chunkSize: number }, Buffer>(gunzip);

const bytesOf = (seen: SeenFile): Uint8Array => (typeof seen === 'string' ? Buffer.from(seen) : seen.utf8);
const textOf = (seen: SeenFile): string =>
  typeof seen === 'string'
    ? seen
    : Buffer.from(seen.utf8.buffer, seen.utf8.byteOffset, seen.utf8.byteLength).toString();
const fileOfSeen = (seen: SeenFile): FileFacts => (typeof seen === 'string' ? fileFactsOf(seen) : seen.file);

/**
 * The files of versions, by what they mean: each once, whoever has versions of it.
 *
 * @throws {StoreError} from each function, where the database fails.
 */
export function createFlowContents(db: Kysely<Tables>, databaseMs: DatabaseMs) {
  async function read(on: Kysely<Tables>, sha256: string): Promise<string> {
    const { json, packed } = await on
      .selectFrom('flow_contents')
      .select(['json', 'packed'])
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow();
    return packed === null ? json : (await unpack(packed, { chunkSize: CHUNK })).toString();
  }

  /** A version of the bot that did not know of them has left them out: then they are found out once. */
  async function fileOf(on: Kysely<Tables>, { sha256, ...known }: FileRow): Promise<FileFacts> {
    if (known.file_sha256 !== null && known.file_bytes !== null) {
      return { sha256: known.file_sha256, bytes: known.file_bytes };
    }
    const file = fileFactsOf(await read(on, sha256));
    await on
      .updateTable('flow_contents')
      .set({ file_sha256: file.sha256, file_bytes: file.bytes })
      .where('sha256', '=', sha256)
      .execute();
    return file;
  }

  /** The time keeps it from being deleted before the version that refers to it can be seen by who deletes. */
  const use = (on: Kysely<Tables>, sha256: string) =>
    on
      .updateTable('flow_contents')
      .set({ used_at: databaseMs })
      .where('sha256', '=', sha256)
      .returning(['sha256', 'file_sha256', 'file_bytes'])
      .executeTakeFirst();

  return {
    read,
    fileOf,

    /** To be awaited before the transaction that adds it: nobody else could write meanwhile. */
    async prepare(sha256: string, seen: SeenFile): Promise<Content> {
      const length = typeof seen === 'string' ? seen.length : seen.utf8.length;
      if (length < PACKED_FROM) return { sha256, seen, packed: undefined };
      const known = await db
        .selectFrom('flow_contents')
        .select('sha256')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      const packed = known === undefined ? await pack(bytesOf(seen), { chunkSize: CHUNK }) : undefined;
      return { sha256, seen, packed };
    },

    /** @returns what is known of the file that is kept: that of another layout, if that was here before. */
    async add(on: Kysely<Tables>, { sha256, seen, packed }: Content): Promise<FileFacts> {
      const used = await use(on, sha256);
      if (used !== undefined) return fileOf(on, used);
      const file = fileOfSeen(seen);
      const added = await on
        .insertInto('flow_contents')
        .values({
          sha256,
          json: packed === undefined ? textOf(seen) : '',
          packed: packed ?? null,
          file_sha256: file.sha256,
          file_bytes: file.bytes,
          used_at: databaseMs,
        })
        // Another process may have added it while this statement ran.
        .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ used_at: databaseMs }))
        .returning(['sha256', 'file_sha256', 'file_bytes'])
        .executeTakeFirstOrThrow();
      return fileOf(on, added);
    },
  };
}
