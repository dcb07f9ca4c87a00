import { setTimeout as pause } from 'node:timers/promises';
import { bigFlow } from '../big-flow.ts';
import { sendCommand } from '../command.ts';
import { type Attack, again, type Target } from './attack.ts';

/** None of the people whose acks are measured. */
const MEMBER = 'U000000666';
const MADE_UP = Array.from({ length: 20 }, (_, index) => String(940_000_000_000_000 + index)).join(' ');
const [BEFORE, AFTER, DEEP, BIG] = ['950000000000001', '950000000000002', '950000000000003', '950000000000004'];

/** Two files of 2 MB, in the second of which all screens and routes are others. */
const changed = (salt: string) =>
  JSON.stringify({
    routing_model: Object.fromEntries(Array.from({ length: 25_000 }, (_, at) => [`SCREEN_${at}`, [`S_${at}${salt}`]])),
    screens: Array.from({ length: 25_000 }, (_, at) => ({ id: `SCREEN_${at}`, title: salt })),
  });

/** A member types the same again and again; what the bot answers does not matter. */
const typing = (text: string, everyMs: number) => (target: Target) =>
  again(async () => {
    await sendCommand(target.url, text, target.responseUrl, MEMBER).catch(() => undefined);
    await pause(everyMs);
  });

/** What a member of the workspace can do by commands alone. */
export const members: readonly Attack[] = [
  { name: 'a member who asks for 20 made-up flows, again and again', mode: 'HTTP', run: typing(MADE_UP, 60) },
  {
    name: 'a member who compares two flows of 2 MB without a common screen',
    mode: 'HTTP',
    async around({ cams }) {
      cams.setFlow(BEFORE, changed('a'));
      cams.setFlow(AFTER, changed('b'));
    },
    run: typing(`diff ${BEFORE} ${AFTER}`, 500),
  },
  {
    name: 'a member who fetches 1 MB that indentation makes 200 MB of',
    mode: 'HTTP',
    async around({ cams }) {
      cams.setFlow(DEEP, `{"a":${'['.repeat(198)}${'1,'.repeat(500_000)}1${']'.repeat(198)}}`);
    },
    run: typing(DEEP, 500),
  },
  {
    name: 'a member who checks a flow of 10 MB',
    mode: 'HTTP',
    async around({ cams }) {
      cams.setFlow(BIG, bigFlow(10, 1));
    },
    run: typing(`check ${BIG}`, 500),
  },
];
