import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const samples = z.array(
  z.object({ message: z.unknown(), expected: z.array(z.string()), either: z.array(z.string()).default([]) }),
);
export type MessageSample = z.infer<typeof samples>[number];

/**
 * Messages of others with the flow IDs in them, which may not be in the repository: a second source, where the environment
 * names one. What is `either` may be taken for a flow or not.
 *
 * @throws where it names a folder that is not there.
 */
export function messageSamples(): MessageSample[] | undefined {
  // biome-ignore lint/style/noProcessEnv: a setting of the tests, not of the bot
  const folder = process.env.MESSAGE_SAMPLES;
  if (!folder) return undefined;
  if (!existsSync(folder)) throw new Error(`MESSAGE_SAMPLES names ${folder}, which is not there`);
  return samples.parse(JSON.parse(readFileSync(join(resolve(folder), 'messages.json'), 'utf8')));
}
