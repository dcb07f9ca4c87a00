import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createBudget } from '../../src/cams/budget.ts';
import { createCamsClient } from '../../src/cams/client.ts';
import { CAMS_OPERATIONS, type CamsOperation } from '../../src/cams/types.ts';
import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createStoredCallSlots } from '../../src/store/repositories/call-slots.ts';

/**
 * A process of its own with one account's budget: says `ready`, waits for a line `go`, makes its calls, a `GetFlow` beside each
 * `GetFlowJSONAssest`, and says how long each of the latter waited. Started by `budget-replicas.ts`.
 */
const { databaseUrl, host, keyId, keySecret, owner, skewMs, requesters, shareAfterMs } = z
  .object({
    databaseUrl: z.string(),
    host: z.string(),
    keyId: z.string(),
    keySecret: z.string(),
    owner: z.string(),
    skewMs: z.number(),
    shareAfterMs: z.number().optional(),
    requesters: z.array(z.object({ requester: z.string(), calls: z.number(), afterMs: z.number() })),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const wallClock = Date.now;
Date.now = () => wallClock() + skewMs;

const clock = systemClock;
const { db, dialect, close } = await openDatabase(databaseUrl);
const slots = createStoredCallSlots(db, dialect, { account: 'default', owner, clock, operations: CAMS_OPERATIONS });
const budgetOf = (operation: CamsOperation) => createBudget({ clock, slots: slots.of(operation), random: Math.random });
const [files, details] = [budgetOf('GetFlowJSONAssest'), budgetOf('GetFlow')];
const client = createCamsClient({
  endpoint: { host, protocol: 'HTTP' },
  accessKey: { id: keyId, secret: keySecret, securityToken: undefined },
});
const flow = { flowId: '1706000000000001', custSpaceId: undefined, account: 'default' };

/** How long a file waited for its slot; with its details, which have slots of their own. */
async function waitOf(requester: string): Promise<{ requester: string; waitMs: number; detailsMs: number }> {
  const askedAt = clock.monotonicMs();
  let waitMs = Number.NaN;
  let described: Promise<unknown> | undefined;
  await files.run(
    () => {
      waitMs = clock.monotonicMs() - askedAt;
      described = details.run(() => client.getFlow(flow), { requester });
      return client.getFlowJsonAsset(flow);
    },
    { requester },
  );
  const fileAt = clock.monotonicMs();
  await described;
  return { requester, waitMs, detailsMs: clock.monotonicMs() - fileAt };
}

async function waitsOf({ requester, calls, afterMs }: (typeof requesters)[number]) {
  await clock.wait(afterMs);
  return Promise.all(Array.from({ length: calls }, () => waitOf(requester)));
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'go') break;
}
if (shareAfterMs !== undefined) {
  clock.after(shareAfterMs, () => void slots.shareOneBudget().then(() => console.log('shared')));
}
const waits = (await Promise.all(requesters.map(waitsOf))).flat();
console.log(JSON.stringify(waits));
await clock.wait(100);
await close();
process.exit(0);
