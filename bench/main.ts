import { benchAck } from './ack.ts';
import { benchBudget } from './budget.ts';
import { benchMemory } from './memory.ts';
import { benchShare } from './share.ts';

const BENCHES: Readonly<Record<string, () => Promise<string>>> = {
  budget: benchBudget,
  ack: benchAck,
  share: benchShare,
  memory: benchMemory,
};

const chosen = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length === 0 || chosen.includes(name)) console.log(`${await bench()}\n`);
}
process.exit(0);
