import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { type ChildListener, startChild } from '../src/picture/worker/child.ts';
import type { FromWorker } from '../src/picture/worker/messages.ts';
import { percentile, table } from './stats.ts';

const SIZES = [4, 10, 30, 100];
const WARM = 5;
/** A drawing may take as long as the machine is slow: the bench measures, it doesn't judge. */
const LONGEST_MS = 120_000;

const Flow = z.looseObject({ screens: z.array(z.looseObject({ id: z.string() })) });

/** A flow of so many screens, made of the longest sample: each leads on to the next as it does there. */
export function longFlow(count: number): string {
  const source = Flow.parse(
    JSON.parse(readFileSync(new URL('../sandbox/cams/flows/motor-claim.json', import.meta.url), 'utf8')),
  );
  const ids = source.screens.map(({ id }) => id);
  const round = (index: number) => Math.floor(index / ids.length);
  const screens = Array.from({ length: count }, (_, index) => {
    const text = JSON.stringify(source.screens[index % ids.length]);
    // The second time round every screen has another name.
    return JSON.parse(
      text.replaceAll(/"([A-Z_]{3,})"/g, (whole, id: string) =>
        ids.includes(id) && round(index) > 0 ? `"${id}_${'ABCD'[round(index)]}"` : whole,
      ),
    );
  });
  return JSON.stringify({ version: '7.3', screens });
}

type Drawn = Extract<FromWorker, { type: 'drawn' }>;

/** One process, asked by itself: the pool adds nothing but a queue. */
function startWorker() {
  let onMessage: ChildListener['onMessage'] = () => undefined;
  const child = startChild({
    onMessage: (message) => onMessage(message),
    onNoPriority: () => undefined,
    onExit: () => undefined,
  });
  let lastId = 0;
  child.hold(true);
  return {
    draw: (json: string) =>
      new Promise<Drawn>((resolve, reject) => {
        lastId += 1;
        const timer = setTimeout(() => reject(new Error('The drawing took too long')), LONGEST_MS);
        onMessage = (message) => {
          if (message.type === 'ready') return;
          clearTimeout(timer);
          if (message.type === 'drawn') resolve(message);
          else reject(new Error(message.message));
        };
        child.send({ id: lastId, job: { type: 'flow', json, options: { title: 'A flow' } } });
      }),
    end: () => child.kill(),
  };
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;
const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

async function timed<T>(act: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await act();
  return [performance.now() - start, result];
}

/**
 * Flows of 4 to 100 screens: from asking to the PNGs, with a process that has to be started and with one that runs;
 * bytes, memory of the process, and how long the event loop of whoever asks is held up meanwhile.
 */
export async function benchPicture(): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const count of SIZES) {
    const json = longFlow(count);
    const cold = startWorker();
    const [coldMs] = await timed(() => cold.draw(json));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const warm: number[] = [];
    const cpu: number[] = [];
    let last: Drawn | undefined;
    for (let turn = 0; turn < WARM; turn += 1) {
      const [took, drawn] = await timed(() => cold.draw(json));
      warm.push(took);
      cpu.push(drawn.cpuMs);
      last = drawn;
    }
    delay.disable();
    cold.end();
    const bytes = last?.pictures.map(({ png }) => png.length) ?? [];
    rows.push([
      count,
      bytes.length,
      ms(coldMs),
      ms(percentile(warm, 0.5)),
      ms(percentile(cpu, 0.5)),
      kb(Math.max(...bytes)),
      kb(bytes.reduce((sum, each) => sum + each, 0)),
      mb(last?.memory ?? 0),
      `${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
    ]);
  }
  return `Pictures (cold: with the start of the process; warm: median of ${WARM}):\n\n${table([
    [
      'screens',
      'files',
      'cold',
      'warm',
      'warm, processor',
      'largest file',
      'all files',
      'RSS of the process',
      'event loop of the asker, p99',
    ],
    ...rows,
  ])}`;
}
