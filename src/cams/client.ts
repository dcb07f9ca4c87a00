import Credential from '@alicloud/credentials';
import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { AccessKey, CamsEndpoint } from '../settings.ts';
import { CamsError } from './errors.ts';
import { dataOf, flowJsonAssetData, toCamsError } from './reply.ts';

/** Which flow, in which space. */
export interface FlowRef {
  flowId: string;
  /** The space ID of an ISV's sub-customer, or a direct customer's instance ID (`cams-…`); absent: the account's own. */
  custSpaceId: string | undefined;
}

export interface FlowJsonAsset {
  /** Where the file lies: signed, and expiring. Not to be shown or logged. */
  fileUrl: string;
  requestId: string | undefined;
}

/** One call each; none of them knows of a limit or tries again. */
export interface CamsClient {
  /**
   * `GetFlowJSONAssest` (spelled so).
   *
   * @throws {CamsError}
   */
  getFlowJsonAsset(flow: FlowRef): Promise<FlowJsonAsset>;
}

export interface CamsClientOptions {
  endpoint: CamsEndpoint;
  /** Absent: Alibaba Cloud's default credential chain. */
  accessKey: AccessKey | undefined;
  /** For the connection and for the answer, each; milliseconds. */
  timeoutMs?: number;
}

/** Both packages are CommonJS: under Node's own ESM the class is the `default` of their default export. */
const OpenApiClient = OpenApi.default;
const DefaultCredential = Credential.default;

const operation = (action: string) =>
  new Params({
    action,
    version: '2020-06-06',
    protocol: 'HTTPS',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    pathname: '/',
    reqBodyType: 'formData',
    bodyType: 'json',
  });

function configOf({ endpoint, accessKey }: CamsClientOptions): Config {
  const { host, protocol } = endpoint;
  if (accessKey === undefined) return new Config({ endpoint: host, protocol, credential: new DefaultCredential() });
  const { id, secret, securityToken } = accessKey;
  return new Config({
    endpoint: host,
    protocol,
    accessKeyId: id,
    accessKeySecret: secret,
    ...(securityToken === undefined ? {} : { securityToken }),
  });
}

/** A client of the CAMS API: signs with ACS3 and answers in our own terms. */
export function createCamsClient(options: CamsClientOptions): CamsClient {
  const { timeoutMs = 10_000 } = options;
  const config = configOf(options);
  const client = new OpenApiClient(config);
  // Its own retries are off: each of them would be a call that the budget doesn't know of.
  const runtime = new RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs, autoretry: false });

  async function checkCredentials(): Promise<void> {
    try {
      await config.credential?.getCredential();
    } catch (cause) {
      throw new CamsError('credentials-missing', { cause });
    }
  }

  async function call(action: string, form: Record<string, string>): Promise<unknown> {
    await checkCredentials();
    try {
      const reply = await client.callApi(operation(action), new OpenApiRequest({ body: form }), runtime);
      return reply.body;
    } catch (error) {
      throw toCamsError(error);
    }
  }

  return {
    async getFlowJsonAsset({ flowId, custSpaceId }) {
      const form = { FlowId: flowId, ...(custSpaceId === undefined ? {} : { CustSpaceId: custSpaceId }) };
      const { data, requestId } = dataOf(await call('GetFlowJSONAssest', form), flowJsonAssetData);
      return { fileUrl: data.FilePath, requestId };
    },
  };
}
