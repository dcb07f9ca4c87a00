import { benchAck } from './ack.ts';
import { benchBig } from './big.ts';
import { benchBigFiles } from './big-files.ts';
import { benchBudget } from './budget.ts';
import { benchCluster } from './cluster.ts';
import { benchCrashes } from './crashes.ts';
import { benchManyCommands, benchMemory } from './memory.ts';
import { benchReplicas } from './replicas.ts';
import { benchShare } from './share.ts';
import { benchWatching } from './watching.ts';

const BENCHES: Readonly<Record<string, () => Promise<string>>> = {
  budget: benchBudget,
  replicas: benchReplicas,
  ack: benchAck,
  share: benchShare,
  memory: benchMemory,
  big: benchBig,
  'big-files': benchBigFiles,
  cluster: benchCluster,
  watching: benchWatching,
};

/** Run only when they are named: some ten minutes each. */
const LONG_BENCHES: typeof BENCHES = { crashes: benchCrashes, 'many-commands': benchManyCommands };

const chosen = process.argv.slice(2);
const run =
  chosen.length === 0
    ? Object.entries(BENCHES)
    : Object.entries({ ...BENCHES, ...LONG_BENCHES }).filter(([name]) => chosen.includes(name));
for (const [, bench] of run) console.log(`${await bench()}\n`);
process.exit(0);
