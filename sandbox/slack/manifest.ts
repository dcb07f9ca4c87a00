import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** What a workspace learns from an app's manifest when the app is installed. */
export interface Manifest {
  botName: string;
  /** With the slash, as `/flow-json`. */
  commands: string[];
  botScopes: string[];
}

const manifest = z.object({
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z.array(z.object({ command: z.string() })).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
});

/** @throws where the text is no YAML, or lacks what an app needs to be installed. */
export function parseManifest(yaml: string): Manifest {
  const { features, oauth_config } = manifest.parse(parse(yaml));
  return {
    botName: features.bot_user.display_name,
    commands: features.slash_commands.map(({ command }) => command),
    botScopes: oauth_config.scopes.bot,
  };
}

/** The manifest of this repository: the one that is used to create the app in a real workspace. */
export async function readManifest(): Promise<Manifest> {
  return parseManifest(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
}
