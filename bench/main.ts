import { benchAck } from './ack.ts';
import { benchAttack } from './attack.ts';
import { benchBig } from './big.ts';

import { benchBigFiles } from './big-files.ts';
import { benchBigMessage } from './big-message.ts';
import { benchBound } from './bound.ts';

import { benchBudget } from './budget.ts';
import { benchCatalogue } from './catalogue.ts';
import { benchChecks } from './checks.ts';
import { benchCluster } from './cluster.ts';
import { benchCrashes } from './crashes.ts';
import { benchDrawing, benchGivenBack } from './drawing.ts';
import { benchFarDatabase } from './far-database.ts';
import { benchManyCommands, benchMemory } from './memory.ts';
import { benchPicture } from './picture.ts';
import { benchReplicas } from './replicas.ts';
import { benchShare } from './share.ts';
import { benchWatching } from './watching.ts';

/** Each takes the words that name no bench. */
const BENCHES: Readonly<Record<string, (words: readonly string[]) => Promise<string>>> = {
  budget: benchBudget,
  bound: benchBound,
  replicas: benchReplicas,
  catalogue: benchCatalogue,
  ack: benchAck,
  share: benchShare,
  memory: benchMemory,
  big: benchBig,
  'big-files': benchBigFiles,
  'big-message': benchBigMessage,
  cluster: benchCluster,
  'far-database': benchFarDatabase,
  watching: benchWatching,
  checks: benchChecks,
  picture: benchPicture,
  drawing: benchDrawing,
  'given-back': benchGivenBack,
};

/** Run only when they are named: minutes each. */
const LONG_BENCHES: typeof BENCHES = {
  crashes: benchCrashes,
  attack: benchAttack,
  'many-commands': benchManyCommands,
};

const chosen = process.argv.slice(2);
const run =
  chosen.length === 0
    ? Object.entries(BENCHES)
    : Object.entries({ ...BENCHES, ...LONG_BENCHES }).filter(([name]) => chosen.includes(name));
const words = chosen.filter((word) => !(word in BENCHES || word in LONG_BENCHES));
for (const [, bench] of run) console.log(`${await bench(words)}\n`);
// What is still open keeps nobody waiting; a bench that failed has said so by the exit code.
process.exit();
