import type { Clock } from '../clock.ts';
import type { RequestJournal } from './journal.ts';
import type { Replies, Started } from './replies.ts';
import { type FlowRequest, parseRequestBody } from './request.ts';
import type { Start } from './start.ts';
import type { UnderWay } from './under-way.ts';

/** Starts requests at once while few of their account run, and the others in turn. */
export interface InTurn {
  start: Start;
  /** Starts none of those that wait: they are the journal's to hand over. */
  stop(): void;
}

export interface InTurnParts {
  start: Start;
  journal: Pick<RequestJournal, 'readMine'>;
  replies: Pick<Replies, 'open'>;
  underWay: Pick<UnderWay, 'add' | 'has' | 'onEnd'>;
  /** Resolves once nobody waits for an ack, or after a while: whoever has waited for minutes makes way for those. */
  acksSent: () => Promise<void>;
  clock: Pick<Clock, 'monotonicMs'>;
  /** Of each account. */
  maxRunning: number;
}

/**
 * Requests of an account that run at a time: forty seconds of what its limit bears, and some 3 MB of memory without their files.
 * Whoever comes beyond them has to wait in any case.
 */
export const MAX_RUNNING = 200;
/** Between two requests, before it is known better: as often as an account may be called. */
const FIRST_GUESS_MS = 200;

interface Waiting {
  id: string;
  /** How many were ahead as it came. */
  ahead: number;
  cameAt: number;
}

/** What runs of an account, and what waits. */
interface Queue {
  running: Set<string>;
  line: ReturnType<typeof createLine>;
  msEach: number;
}

/** All of its flows are of one. */
const accountOf = ({ flows }: FlowRequest): string => flows[0]?.account ?? '';

/** Each requester in turn, and each one's requests in the order in which they came. */
function createLine() {
  const byRequester = new Map<string, Waiting[]>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    add({ teamId, userId }: Pick<FlowRequest, 'teamId' | 'userId'>, item: Waiting): void {
      const key = `${teamId}/${userId}`;
      const own = byRequester.get(key);
      if (own === undefined) byRequester.set(key, [item]);
      else own.push(item);
      size += 1;
    },
    next(): Waiting | undefined {
      for (const [key, own] of byRequester) {
        const item = own.shift();
        byRequester.delete(key);
        if (own.length > 0) byRequester.set(key, own);
        if (item !== undefined) size -= 1;
        return item;
      }
      return undefined;
    },
    clear(): void {
      byRequester.clear();
      size = 0;
    },
  };
}

/**
 * Bounds what accepted requests cost in memory, however many there are: of one that waits for its turn nothing is held but its
 * ID. What it asks for is in the journal, and is read again when it is its turn. An account that is slow, or has to pause, keeps no
 * other one waiting.
 */
export function createInTurn(parts: InTurnParts): InTurn {
  const { start, journal, replies, underWay, acksSent, clock, maxRunning } = parts;
  /** By account. */
  const queues = new Map<string, Queue>();

  function queueOf(request: FlowRequest): Queue {
    const account = accountOf(request);
    const known = queues.get(account);
    if (known !== undefined) return known;
    const queue = { running: new Set<string>(), line: createLine(), msEach: FIRST_GUESS_MS };
    queues.set(account, queue);
    return queue;
  }

  async function startLater(queue: Queue, { id, ahead, cameAt }: Waiting): Promise<void> {
    queue.msEach = (clock.monotonicMs() - cameAt) / Math.max(1, ahead);
    await acksSent();
    const accepted = await journal.readMine(id);
    // Another process has taken it over.
    if (accepted === undefined) return;
    const { body, teamId, userId } = accepted;
    const request = parseRequestBody(body, { teamId, userId });
    if (request === undefined) throw new Error('A request of this very process could not be read');
    start(id, request, await replies.open(request, { isLate: false }));
  }

  function startNext(queue: Queue): void {
    while (queue.running.size < maxRunning) {
      const next = queue.line.next();
      if (next === undefined) return;
      queue.running.add(next.id);
      underWay.add(next.id, startLater(queue, next));
    }
  }

  underWay.onEnd((id) => {
    // One that had waited is under way twice for a moment: as what starts it, and as what was started.
    if (underWay.has(id)) return;
    for (const queue of queues.values()) if (queue.running.delete(id)) startNext(queue);
  });

  return {
    start(id, request, reply): Started {
      const queue = queueOf(request);
      const { running, line } = queue;
      if (running.size < maxRunning && line.size === 0) {
        running.add(id);
        return start(id, request, reply);
      }
      const ahead = running.size + line.size;
      line.add(request, { id, ahead, cameAt: clock.monotonicMs() });
      const expectedWaitMs = ahead * queue.msEach;
      return { queues: request.flows.map(() => ({ ahead, expectedWaitMs })), expectedMs: expectedWaitMs };
    },

    stop() {
      for (const { line } of queues.values()) line.clear();
    },
  };
}
