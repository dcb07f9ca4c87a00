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
}

export interface Replica {
  /** Lets it make its calls. */
  go(): void;
  /** How long each call waited for its slot; milliseconds. */
  waits: Promise<{ requester: string; waitMs: number }[]>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

const waitsOfLine = z.array(z.object({ requester: z.string(), waitMs: z.number() }));

/** Starts a process with one account's budget, whose places lie in the database; resolves once it is connected. */
export async function startReplica({
  databaseUrl,
  cams,
  owner,
  requesters,
  skewMs = 0,
}: ReplicaOptions): Promise<Replica> {
  const options = {
    databaseUrl,
    host: cams.host,
    keyId: cams.accessKeyId,
    keySecret: cams.accessKeySecret,
    owner,
    skewMs,
    requesters: requesters.map((requester) => ({ afterMs: 0, ...requester })),
  };
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'budget-replica.ts'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.value !== 'ready') throw new Error(`The replica ${owner} did not start`);
  const waits = lines.next().then(({ value }) => waitsOfLine.parse(JSON.parse(value ?? '[]')));
  return { go: () => child.stdin.write('go\n'), waits, kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
