import { z } from 'zod';
import type { OpsChannel } from '../types.ts';
import { numberSetting, setting } from './setting.ts';

/** With several workspaces the channel's ID alone would not tell whose it is; with one, Slack asks for no team. */
const opsChannel = setting.transform((value, context): OpsChannel | undefined => {
  if (value === undefined) return undefined;
  const [, teamId = '', channelId] = /^(?:([TE][A-Z0-9]+)\/)?([CG][A-Z0-9]+)$/.exec(value) ?? [];
  if (channelId !== undefined) return { teamId, channelId };
  context.addIssue(
    'must be the ID of a channel, as C0123456789, or of a workspace and a channel, as T0123456789/C0123456789',
  );
  return z.NEVER;
});

const logLevel = setting
  .transform((value) => value?.toLowerCase() ?? 'info')
  .pipe(z.enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' }));

const auditLog = setting
  .transform((value) => value?.toLowerCase() ?? 'off')
  .pipe(z.enum(['off', 'stdout', 'stderr'], { error: 'must be off, stdout or stderr' }));

const secrets = setting
  .transform((value) => value?.toLowerCase() ?? 'ask')
  .pipe(z.enum(['ask', 'refuse', 'off'], { error: 'must be ask, refuse or off' }));

const warmUp = setting
  .transform((value) => value?.toLowerCase() ?? 'on')
  .pipe(z.enum(['on', 'off'], { error: 'must be on or off' }))
  .transform((value) => value === 'on');

const sharedChannels = setting
  .transform((value) => value?.toLowerCase() ?? 'ask')
  .pipe(z.enum(['ask', 'share'], { error: 'must be ask or share' }));

export const processSettings = {
  ACCESS_FILE: setting,
  MAX_WAITING_FLOWS_PER_PERSON: numberSetting('a number of flows', 40, [20, 3000]),
  MAX_WATCHES_PER_PERSON: numberSetting('a number of watches', 100, [1, 10_000]),
  MAX_WATCHES_PER_CHANNEL: numberSetting('a number of watches', 200, [1, 10_000]),
  SHARED_FETCH_SECONDS: numberSetting('a number of seconds', 5, [0, 60], false),
  PICTURE_PROCESSES: numberSetting('a number of processes', 1, [0, 8]),
  WARM_UP: warmUp,
  OPS_CHANNEL: opsChannel,
  WATCH_PACE: numberSetting('a number', 1, [1, 1000], false),
  LOG_LEVEL: logLevel,
  AUDIT_LOG: auditLog,
  SECRETS_IN_FLOWS: secrets,
  SHARED_CHANNELS: sharedChannels,
};
