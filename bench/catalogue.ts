import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CamsAccount } from '../src/cams/account.ts';
import { FLOWS_PER_PAGE, type ListedFlow } from '../src/cams/types.ts';
import { systemClock } from '../src/clock.ts';
import { createFlowCatalogue } from '../src/flows/catalogue/flow-catalogue.ts';
import { createLog } from '../src/log.ts';
import { openDatabase } from '../src/store/database.ts';
import { createCatalogueRecords } from '../src/store/repositories/flow-catalogue.ts';
import { percentile, table } from './stats.ts';

const FLOWS = 5_000;
const TIMES = 300;
const SUBJECTS = ['Clinic appointment', 'Loyalty sign-up', 'São Paulo survey', '门店预约', 'Ανατροφοδότηση'] as const;
const CATEGORIES = ['APPOINTMENT_BOOKING', 'SIGN_UP', 'SURVEY', 'LEAD_GENERATION'] as const;

const flowAt = (index: number): ListedFlow => ({
  flowId: `1706${String(index).padStart(12, '0')}`,
  name: `${SUBJECTS[index % SUBJECTS.length]} ${index}`,
  categories: [CATEGORIES[index % CATEGORIES.length] ?? 'OTHER'],
});

/** How long a type-ahead, a list and a look-up take with an account of 5,000 flows, in an SQLite file. */
export async function benchCatalogue(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'flow-json-catalogue-'));
  const { db, dialect, close } = await openDatabase(`file:${join(folder, 'bench.db')}`);
  const flows = Array.from({ length: FLOWS }, (_, index) => flowAt(index));
  const listFlows: CamsAccount['listFlows'] = async (_space, page) =>
    flows.slice((page - 1) * FLOWS_PER_PAGE, page * FLOWS_PER_PAGE);
  const space = { account: 'default', custSpaceId: undefined };
  const catalogue = createFlowCatalogue({
    accountOf: () => ({ name: 'default', listFlows }) as CamsAccount,
    records: createCatalogueRecords(db, dialect, 'bench'),
    spaces: [space],
    clock: systemClock,
    log: createLog({ level: 'error', secrets: [] }),
  });
  const begun = performance.now();
  while ((await catalogue.find(space, '', { offset: 0, limit: 1 })).total < FLOWS) await systemClock.wait(10);
  const loaded = performance.now() - begun;

  const find =
    (query: string, offset = 0, limit = 95) =>
    () =>
      catalogue.find(space, query, { offset, limit });
  const ids = flows.slice(0, 20).map(({ flowId: id }) => ({ id, isPointedTo: true }));
  const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['type-ahead: nothing typed', find('')],
    ['type-ahead: a name', find('clinic')],
    ['type-ahead: two words', find('paulo sao 42')],
    ['type-ahead: an ID', find('170600000000')],
    ['type-ahead: a category', find('lead generation')],
    ['type-ahead: Chinese', find('预约')],
    ['type-ahead: Greek, in capitals', find('ΑΝΑΤΡΟΦ')],
    ['list: the last page', find('', FLOWS - 10, 10)],
    ['a message with 20 IDs', () => catalogue.lookUp([space], ids)],
  ];
  const rows: (string | number)[][] = [['question', 'p50', 'p99', 'longest']];
  for (const [name, ask] of questions) {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
    const ms = (share: number) => `${percentile(times, share).toFixed(1)} ms`;
    rows.push([name, ms(0.5), ms(0.99), ms(1)]);
  }
  await catalogue.stop();
  await close();
  rmSync(folder, { recursive: true });
  return `The catalogue, ${FLOWS} flows, ${TIMES} times each (loaded in ${loaded.toFixed(0)} ms):\n\n${table(rows)}`;
}
