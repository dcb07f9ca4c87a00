import { bigFlow } from './big-flow.ts';
import { startBotUnderTest } from './bot.ts';
import { sendCommand } from './command.ts';
import { createMemoryLimit } from './memory-limit.ts';
import { table } from './stats.ts';

/** What `compose.yml` gives a bot; megabytes. */
const CONTAINER_MB = 384;
const IDS = Array.from({ length: 20 }, (_, index) => String(910_000_000_000_000 + index));
const AGAIN = IDS.map((id) => id.replace('91', '93'));

/** What each file is, and how many of it are to be shared. */
const FILES: Readonly<
  Record<string, { flows: Readonly<Record<string, string>>; texts: readonly string[]; shares: number }>
> = {
  'a flow of 10 MB': { flows: { '920000000000001': bigFlow(10.2, 1) }, texts: ['920000000000001'], shares: 1 },
  'a list on 198 levels, 1 MB, which indentation makes 200 MB': {
    flows: { '920000000000002': `{"a":${'['.repeat(198)}${'1,'.repeat(500_000)}1${']'.repeat(198)}}` },
    texts: ['920000000000002'],
    shares: 1,
  },
  'three million empty objects, 10 MB': {
    flows: { '920000000000003': `{"a":[${'{},'.repeat(3_300_000)}1]}` },
    texts: ['920000000000003'],
    shares: 0,
  },
  '3,000 levels': {
    flows: { '920000000000004': `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}` },
    texts: ['920000000000004'],
    shares: 0,
  },
  '20 flows of 3 MB in one request': {
    flows: Object.fromEntries(IDS.map((id) => [id, bigFlow(3, 1)])),
    texts: [IDS.join(' ')],
    shares: 1,
  },
  '20 requests for one of 3 MB each': {
    flows: Object.fromEntries(AGAIN.map((id) => [id, bigFlow(3, 1)])),
    texts: AGAIN,
    shares: 20,
  },
};
const WITHIN_MS = 60_000;
const REFUSED_WITHIN_MS = 5000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Files that once ended the process, in the memory of a container. */
export async function benchBigFiles(): Promise<string> {
  const limit = createMemoryLimit(CONTAINER_MB);
  const { bot, slack, cams, close } = await startBotUnderTest(
    'src/start.mjs',
    {},
    { output: 'inherit', ...(limit.procs === undefined ? {} : { cgroupProcs: limit.procs }) },
  );
  const rows: (string | number)[][] = [
    ['file', 'shares wanted', 'shared', 'after', 'RSS', 'most of its memory', 'alive'],
  ];
  for (const [name, { flows, texts, shares }] of Object.entries(FILES)) {
    for (const [flowId, json] of Object.entries(flows)) cams.setFlow(flowId, json);
    const before = slack.sharedCount;
    const startedAt = performance.now();
    await Promise.all(
      texts.map((text, index) => sendCommand(bot.url, text, slack.responseUrl, `U0000000${10 + index}`)),
    );
    const end = shares === 0 ? pause(REFUSED_WITHIN_MS) : pause(WITHIN_MS);
    await Promise.race([shares === 0 ? end : slack.shared(before + shares), end]);
    const seconds = (performance.now() - startedAt) / 1000;
    const isRunning = bot.isRunning();
    rows.push([
      name,
      shares,
      slack.sharedCount - before,
      `${seconds.toFixed(1)} s`,
      isRunning ? `${bot.rssMb().toFixed(0)} MB` : '',
      `${limit.peakMb()?.toFixed(0) ?? 'not held,'} MB`,
      isRunning ? 'yes' : 'no',
    ]);
  }
  await close();
  limit.remove();
  return `Big files, in a control group of ${CONTAINER_MB} MB:\n\n${table(rows)}`;
}
