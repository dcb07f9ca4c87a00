import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { close, listen, readBody } from '../slack/http.ts';
import { type Answer, send } from './answer.ts';
import { type Arrival, createApi } from './api.ts';
import { worstWindow } from './arrivals.ts';
import type { FaultName } from './faults.ts';
import { createFiles, isFilePath } from './files.ts';
import { createFlowStore, type GivenFlows } from './flow-store.ts';
import { createPermission, type Permission } from './permission.ts';
import { createPlannedFaults } from './planned-faults.ts';
import { ALIBABA_LIMIT, type RateLimit } from './rate-limit.ts';
import type { SampleFlow } from './sample-flows.ts';

export type { Arrival } from './api.ts';
export { SANDBOX_SECURITY_TOKEN } from './authentication.ts';

/** The key pair that the stand-in accepts if it is told no other. */
const SANDBOX_ACCESS_KEY_ID = 'sandbox-access-key-id';
const SANDBOX_ACCESS_KEY_SECRET = 'sandbox-access-key-secret';

export interface CamsOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** The flows, or the JSON text of each by flow ID; absent: the sample flows. */
  flows?: GivenFlows;
  /** For each operation; absent: Alibaba Cloud's own, 5 calls in 1000 ms. */
  limit?: RateLimit | 'none';
  /** The delay on the way to the server, before the arrival is counted; milliseconds, asked once a call. */
  delayMs?: () => number;
  /** The server's own time, between the arrival and the answer; milliseconds, asked once a call. */
  serviceMs?: () => number;
  /** How long the link to a file works; milliseconds, cut to whole seconds. Absent: a minute. */
  linkLifetimeMs?: number;
  /** Unix time in milliseconds, for the age of signatures and of links. */
  now?: () => number;
  accessKeyId?: string;
  accessKeySecret?: string;
  /** Absent: a random UUID in capitals, as Alibaba Cloud's are. */
  requestId?: () => string;
}

export interface CamsStandIn {
  /** As `http://127.0.0.1:8080`; fit for the setting `CAMS_ENDPOINT`. */
  url: string;
  /** As `127.0.0.1:8080`; the files lie here too, so it is fit for the setting `FLOW_ASSET_HOSTS`. */
  host: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** Every call since the start or the last `reset`, in order of time. */
  arrivals: readonly Arrival[];
  /**
   * The most arrivals in any window of `windowMs`, 1000 if not told otherwise: of any one operation, since each has a limit
   * of its own, or of `all` together.
   */
  worstWindow(windowMs?: number, of?: 'each' | 'all'): number;
  /** The flows of the account, as they are now. */
  flows(): readonly SampleFlow[];
  /** Adds a flow, or gives one another JSON; a new flow without a name is named after its ID. */
  setFlow(flowId: string, json: string, name?: string): void;
  /**
   * Makes the next `times` calls (1 if not told otherwise) of `GetFlowJSONAssest` for a flow ID, or with `*` for any,
   * meet a fault.
   */
  failNext(flowId: string, fault: FaultName, times?: number): void;
  /** Makes the next `times` calls (1 if not told otherwise) of an operation, as `ListFlow`, meet a fault. */
  failOperation(operation: string, fault: FaultName, times?: number): void;
  /** What the RAM user may do: taken away, a call is answered with `Ram.PermissionDeny`. */
  permission: Permission;
  /** Forgets arrivals and planned faults, and what the limits have counted. */
  reset(): void;
  close(): Promise<void>;
}

/** What a bot is told, so that it takes a stand-in for Alibaba Cloud. */
export const camsSettings = ({ accessKeyId, accessKeySecret, url, host }: CamsStandIn): Record<string, string> => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
  CAMS_ENDPOINT: url,
  FLOW_ASSET_HOSTS: host,
});

const wait = (ms: number) => (ms > 0 ? pause(ms) : undefined);

/** Starts the stand-in for `cams.ap-southeast-1.aliyuncs.com`, version 2020-06-06, on this machine only. */
export async function startCams(options: CamsOptions = {}): Promise<CamsStandIn> {
  const {
    port = 0,
    limit = ALIBABA_LIMIT,
    delayMs = () => 0,
    serviceMs = () => 0,
    linkLifetimeMs = 60_000,
    now = Date.now,
    accessKeyId = SANDBOX_ACCESS_KEY_ID,
    accessKeySecret = SANDBOX_ACCESS_KEY_SECRET,
    requestId = () => randomUUID().toUpperCase(),
  } = options;
  // A connection that waits for its next call is never closed on this side: a call sent at that very moment would fail.
  const server = createServer({ keepAliveTimeout: 0 });
  const host = `127.0.0.1:${await listen(server, port)}`;
  const url = `http://${host}`;

  const arrivals: Arrival[] = [];
  const faults = createPlannedFaults();
  const permission = createPermission();
  const store = createFlowStore(options.flows);
  const files = createFiles({ origin: url, linkLifetimeMs, now, jsonOf: (flowId) => store.flow(flowId)?.json });
  const api = createApi({
    key: { id: accessKeyId, secret: accessKeySecret },
    limit,
    account: store,
    files,
    faults,
    permission,
    host,
    now,
    monotonicNow: () => performance.now(),
    requestId,
    onArrival: (arrival) => arrivals.push(arrival),
  });

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { method = '', headers } = request;
    const target = new URL(request.url ?? '/', url);
    if (isFilePath(target.pathname)) return files.answer(target);
    const body = await readBody(request);
    await wait(delayMs());
    const answered = api.answer({ method, path: target.pathname, query: target.searchParams, headers, body });
    await wait(serviceMs());
    return answered;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await send(response, await answer(request));
    } catch (error) {
      // Mostly a client that went away before the end: then nobody is left to read this.
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    }
  }
  server.on('request', handle);

  return {
    url,
    host,
    accessKeyId,
    accessKeySecret,
    arrivals,
    worstWindow(windowMs = 1000, of = 'each') {
      const groups = Map.groupBy(arrivals, ({ operation }) => (of === 'each' ? operation : ''));
      const worst = [...groups.values()].map((group) =>
        worstWindow(
          group.map(({ at }) => at),
          windowMs,
        ),
      );
      return Math.max(0, ...worst);
    },
    flows: store.flows,
    setFlow: store.set,
    failNext: (flowId, fault, times = 1) => faults.plan(flowId, fault, times),
    failOperation: (operation, fault, times = 1) => faults.planOperation(operation, fault, times),
    permission,
    reset() {
      arrivals.length = 0;
      faults.clear();
      api.reset();
    },
    close: () => close(server),
  };
}
