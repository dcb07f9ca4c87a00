import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { CamsStandIn } from '../../sandbox/cams/server.ts';

export interface ReplicaOptions {
  databaseUrl: string;
  cams: CamsStandIn;
  /** One text for each start. */
  owner: string;
  /** Who asks for how many calls, and how long after the start; milliseconds. */
  requesters: readonly { requester: string; calls: number; afterMs?: number }[];
  /** How wrong the process' clock is; milliseconds. */
  skewMs?: number;
  /** From `go`: then it has all operations share one budget; milliseconds. */
  shareAfterMs?: number;
}

export interface Replica {
  /** Lets it make its calls. */
  go(): void;
  /** How long each file waited for its slot, and then for its flow's details; milliseconds. */
  waits: Promise<z.infer<typeof waitsOfLine>>;
  /** All operations share one budget from now on; only with `shareAfterMs`. */
  shared: Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

const waitsOfLine = z.array(z.object({ requester: z.string(), waitMs: z.number(), detailsMs: z.number() }));

/** Starts a process with one account's budget, whose places lie in the database; resolves once it is connected. */
export async function startReplica({
  databaseUrl,
  cams,
  owner,
  requesters,
  skewMs = 0,
  shareAfterMs,
}: ReplicaOptions): Promise<Replica> {
  const options = {
    databaseUrl,
    host: cams.host,
    keyId: cams.accessKeyId,
    keySecret: cams.accessKeySecret,
    owner,
    skewMs,
    shareAfterMs,
    requesters: requesters.map((requester) => ({ afterMs: 0, ...requester })),
  };
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'budget-replica.ts'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.value !== 'ready') throw new Error(`The replica ${owner} did not start`);
  const shared = shareAfterMs === undefined ? Promise.resolve() : lines.next().then(() => {});
  const waits = lines.next().then(({ value }) => waitsOfLine.parse(JSON.parse(value ?? '[]')));
  return { go: () => child.stdin.write('go\n'), waits, shared, kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
