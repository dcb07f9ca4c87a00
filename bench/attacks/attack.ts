import type { CamsStandIn } from '../../sandbox/cams/server.ts';
import type { InstantLinks } from '../instant-links.ts';

/** What whoever attacks knows of the bot: plain data, since they attack from a thread of their own. */
export interface Target {
  /** As `http://127.0.0.1:8080`. */
  url: string;
  requestUrl: string;
  /** For what Slack itself carries, as a member's odd text. */
  signingSecret: string;
  /** For a command's `response_url`. */
  responseUrl: string;
}

/** What stands around the bot, in the bench's own process. */
export interface Surroundings {
  cams: CamsStandIn;
  /** What Slack sends in Socket Mode. */
  links: InstantLinks;
}

/** An attack: a file here, and an entry in `index.ts`. */
export interface Attack {
  /** What is done, in a few words. */
  name: string;
  mode: 'HTTP' | 'Socket Mode';
  /** More settings of the bot. */
  settings?: Readonly<Record<string, string>>;
  /** What Slack or Alibaba Cloud have to do for it, in the bench's own process; side by side with `run`. */
  around?(surroundings: Surroundings): Promise<void>;
  /** Attacks, for about ten seconds. Runs in a thread, so that it slows nobody who measures. */
  run?(target: Target): Promise<void>;
}

/** For how long an attack goes on; milliseconds. */
export const ATTACK_MS = 10_000;

/** Does something again and again until the attack is over. */
export async function again(work: (round: number) => Promise<unknown> | unknown): Promise<void> {
  const end = performance.now() + ATTACK_MS;
  for (let round = 0; performance.now() < end; round += 1) await work(round);
}
