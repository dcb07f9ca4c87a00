import { passwordsIn } from './schema/database.ts';
import { credentialsIn } from './schema/proxy.ts';
import type { Settings } from './types.ts';

/** Every value in the settings that must never be seen: what the log redacts. */
export function secretsOf({ slack, accounts, databaseUrl, proxy }: Settings): string[] {
  const ofAccounts = accounts.flatMap(({ accessKey }) => [accessKey?.secret, accessKey?.securityToken]);
  const { botToken, signingSecret, appToken, oauth } = slack;
  const keys = oauth === undefined ? [] : [oauth.encryptionKey, ...oauth.oldEncryptionKeys];
  const ofOAuth = [oauth?.clientSecret, oauth?.stateSecret, ...keys.map((key) => Buffer.from(key).toString('base64'))];
  const ofProxies = [proxy?.https, proxy?.http].flatMap((address) => (address ? credentialsIn(address) : []));
  const inAddresses = [...passwordsIn(databaseUrl), ...new Set(ofProxies)];
  const secrets = [botToken, signingSecret, appToken, ...ofOAuth, ...ofAccounts, ...inAddresses];
  return secrets.filter((secret): secret is string => secret !== undefined);
}
