import type { AccountSettings } from '../types.ts';
import { faultTexts } from '../yaml-faults.ts';
import { readYamlFile, type YamlFile } from '../yaml-file.ts';
import { accessOf } from './access-in-file.ts';
import type { AccessPolicy } from './policy.ts';

/** The rules of a file, or all that is wrong with it, each with its line and column where it has one. */
type ReadAccess = { policy: AccessPolicy } | { problems: readonly string[] };

/** @param accounts undefined: they are at fault themselves. */
export function accessIn(file: YamlFile, accounts: readonly AccountSettings[] | undefined): ReadAccess {
  if (file.kind === 'unreadable') return { problems: file.problems };
  const found = accessOf(file.content, accounts);
  return 'policy' in found ? found : { problems: faultTexts(found.faults, file.placeOf) };
}

/** Reads the rules at a path. Never rejects. */
export const readAccess = async (path: string, accounts: readonly AccountSettings[]): Promise<ReadAccess> =>
  accessIn(await readYamlFile(path), accounts);
