import type { Log } from '../../../log.ts';
import type { Installations } from './installations.ts';

/**
 * Encrypts every token with the key of today, so that an old key is soon needed no more.
 *
 * @throws {StoreError} `store-key` where a token's key is not among the settings: better at the start than later.
 */
export async function encryptAnew(
  installations: Pick<Installations, 'encryptAnew'>,
  log: Pick<Log, 'info' | 'error'>,
): Promise<void> {
  const { renewed, damagedIds } = await installations.encryptAnew();
  if (renewed > 0) log.info({ renewed }, 'Encrypted the tokens with the new key');
  for (const id of damagedIds) log.error({ id }, 'The installation is damaged: install the app again');
}
