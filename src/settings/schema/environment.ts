import { z } from 'zod';
import { camsSettings } from './cams.ts';
import { databaseSettings } from './database.ts';
import { processSettings } from './process.ts';
import { proxySettings } from './proxy.ts';
import { slackSettings } from './slack.ts';

/** Every setting that the environment may hold, by the name that .env.example explains. */
export const environment = z.object({
  ...slackSettings,
  ...camsSettings,
  ...databaseSettings,
  ...proxySettings,
  ...processSettings,
});

export type Environment = z.infer<typeof environment>;
