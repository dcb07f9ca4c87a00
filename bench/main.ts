import { benchAck } from './ack.ts';
import { benchBudget } from './budget.ts';
import { benchCatalogue } from './catalogue.ts';
import { benchCluster } from './cluster.ts';
import { benchCrashes } from './crashes.ts';
import { benchMemory } from './memory.ts';
import { benchReplicas } from './replicas.ts';
import { benchShare } from './share.ts';
import { benchWatching } from './watching.ts';

const BENCHES: Readonly<Record<string, () => Promise<string>>> = {
  budget: benchBudget,
  replicas: benchReplicas,
  catalogue: benchCatalogue,
  ack: benchAck,
  share: benchShare,
  memory: benchMemory,
  cluster: benchCluster,
  watching: benchWatching,
};

/** Run only when they are named: some ten minutes. */
const LONG_BENCHES: typeof BENCHES = { crashes: benchCrashes };

const chosen = process.argv.slice(2);
const run =
  chosen.length === 0
    ? Object.entries(BENCHES)
    : Object.entries({ ...BENCHES, ...LONG_BENCHES }).filter(([name]) => chosen.includes(name));
for (const [, bench] of run) console.log(`${await bench()}\n`);
process.exit(0);
