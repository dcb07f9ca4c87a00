import { z } from 'zod';
import {
  CALLS_PER_SECOND,
  CALLS_PER_SECOND_WHAT,
  CUST_SPACE_ID,
  CUST_SPACE_ID_RULE,
  camsEndpointOf,
  DEFAULT_ENDPOINT,
  ENDPOINT_RULE,
  HOST_NAME,
} from '../rules.ts';
import type { AccessKey, AccountSettings, AssetHost, CamsEndpoint } from '../types.ts';
import { numberSetting, setting } from './setting.ts';

const PORT_SUFFIX = /:\d{1,5}$/;
const LOOPBACK_HOST_AND_PORT = /^(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/;

const camsEndpoint = setting.transform((value, context): CamsEndpoint => {
  const endpoint = value === undefined ? DEFAULT_ENDPOINT : camsEndpointOf(value);
  if (endpoint !== undefined) return endpoint;
  context.addIssue(ENDPOINT_RULE);
  return z.NEVER;
});

const assetHosts = setting.transform((value, context): AssetHost[] => {
  const patterns = (value ?? '*.aliyuncs.com')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const isUsable = (pattern: string) =>
    LOOPBACK_HOST_AND_PORT.test(pattern) || HOST_NAME.test(pattern.replace(/^\*\./, '').replace(PORT_SUFFIX, ''));
  const unusable = patterns.filter((pattern) => !isUsable(pattern));
  if (unusable.length === 0) {
    return patterns.map((pattern) => ({ pattern, isLoopback: LOOPBACK_HOST_AND_PORT.test(pattern) }));
  }
  context.addIssue(`has what is no host name: ${unusable.join(', ')} (as *.aliyuncs.com, or 127.0.0.1:PORT)`);
  return z.NEVER;
});

const custSpaceId = setting.pipe(z.string().regex(CUST_SPACE_ID, { error: CUST_SPACE_ID_RULE }).optional());

export const camsSettings = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: setting,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: setting,
  ALIBABA_CLOUD_SECURITY_TOKEN: setting,
  CAMS_ENDPOINT: camsEndpoint,
  CAMS_CUST_SPACE_ID: custSpaceId,
  CAMS_CALLS_PER_SECOND: numberSetting(CALLS_PER_SECOND_WHAT, CALLS_PER_SECOND.usual, [
    CALLS_PER_SECOND.least,
    CALLS_PER_SECOND.most,
  ]),
  ACCOUNTS_FILE: setting,
  FLOW_ASSET_HOSTS: assetHosts,
};

type CamsEnvironment = z.infer<z.ZodObject<typeof camsSettings>>;

function accessKeyOf(env: CamsEnvironment): AccessKey | undefined {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = env;
  return id && secret ? { id, secret, securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN } : undefined;
}

/** The one account that the plain environment describes. */
export function accountInEnvironment(env: CamsEnvironment): AccountSettings {
  const { CAMS_ENDPOINT: endpoint, CAMS_CUST_SPACE_ID: custSpaceId, CAMS_CALLS_PER_SECOND: callsPerSecond } = env;
  return { name: 'default', endpoint, accessKey: accessKeyOf(env), custSpaceId, callsPerSecond, spaces: [] };
}
