import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Picture, PictureRecords } from '../../picture/index.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** All of one drawing: more is drawn again where it is wanted again. */
const MAX_BYTES = 8 * 1024 * 1024;

const facts = z.object({
  kind: z.enum(['whole', 'overview', 'page', 'screen', 'change']),
  page: z.number(),
  screens: z.array(z.string()),
  alt: z.string(),
  width: z.number(),
  height: z.number(),
});

interface Row {
  team_id: string;
  place: number;
  places: number;
  facts: string;
  png: Uint8Array;
}

/** Undefined where one of them is not there: it is being written, or too old. */
function picturesOf(rows: readonly Row[]): Picture[] | undefined {
  const pictures = rows.map((row): Picture => {
    const { buffer, byteOffset, length } = row.png;
    return { ...facts.parse(JSON.parse(row.facts)), png: Buffer.from(buffer as ArrayBuffer, byteOffset, length) };
  });
  return pictures.length > 0 && pictures.length === rows[0]?.places ? pictures : undefined;
}

/** @throws {StoreError} from each function, where the database fails. */
export function createPictures(db: Kysely<Tables>, dialect: Dialect): PictureRecords {
  const rowsOf = (key: string, teamId?: string): Promise<Row[]> =>
    db
      .selectFrom('pictures')
      .selectAll()
      .where('picture_key', '=', key)
      .$if(teamId !== undefined, (query) => query.where('team_id', '=', teamId ?? ''))
      .orderBy('team_id')
      .orderBy('place')
      .execute();

  async function put(teamId: string, key: string, pictures: readonly Picture[]): Promise<void> {
    if (pictures.reduce((sum, { png }) => sum + png.length, 0) > MAX_BYTES) return;
    // One statement each: a SQLite file is held, and this thread with it, for a millisecond at a time.
    for (const [place, { png, ...rest }] of pictures.entries()) {
      const columns = { places: pictures.length, facts: JSON.stringify(rest), png, drawn_at: databaseMsOf(dialect) };
      await db
        .insertInto('pictures')
        .values({ team_id: teamId, picture_key: key, place, ...columns })
        .onConflict((conflict) => conflict.columns(['team_id', 'picture_key', 'place']).doUpdateSet(columns))
        .execute();
    }
  }

  return {
    async get(teamId, key) {
      const own = picturesOf(await rowsOf(key, teamId));
      if (own !== undefined) return own;
      const ofAll = await rowsOf(key);
      for (const rows of Map.groupBy(ofAll, (row) => row.team_id).values()) {
        const pictures = picturesOf(rows);
        if (pictures === undefined) continue;
        await put(teamId, key, pictures);
        return pictures;
      }
      return undefined;
    },
    put,
  };
}
