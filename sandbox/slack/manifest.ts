import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Shortcut } from './page-api.ts';

/** What a workspace learns from an app's manifest when the app is installed. */
export interface Manifest {
  botName: string;
  /** With the slash, as `/flow-json`. */
  commands: string[];
  botScopes: string[];
  shortcuts: Shortcut[];
  /** Whether people see the app's Home tab. */
  hasHomeTab: boolean;
  /** What the bot is told of, as `app_home_opened`. */
  botEvents: string[];
}

const shortcut = z
  .object({
    name: z.string(),
    type: z.enum(['message', 'global']),
    callback_id: z.string(),
    description: z.string().default(''),
  })
  .transform(({ name, type, callback_id: callbackId }): Shortcut => ({ callbackId, name, type }));

const manifest = z.object({
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z.array(z.object({ command: z.string() })).default([]),
    shortcuts: z.array(shortcut).default([]),
    app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).default({ home_tab_enabled: false }),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).default({ bot_events: [] }),
    })
    .default({ event_subscriptions: { bot_events: [] } }),
});

/** @throws where the text is no YAML, or lacks what an app needs to be installed. */
export function parseManifest(yaml: string): Manifest {
  const { features, oauth_config, settings } = manifest.parse(parse(yaml));
  return {
    botName: features.bot_user.display_name,
    commands: features.slash_commands.map(({ command }) => command),
    botScopes: oauth_config.scopes.bot,
    shortcuts: features.shortcuts,
    hasHomeTab: features.app_home.home_tab_enabled,
    botEvents: settings.event_subscriptions.bot_events,
  };
}

/** The manifest of this repository: the one that is used to create the app in a real workspace. */
export async function readManifest(): Promise<Manifest> {
  return parseManifest(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
}
