import Credential from '@alicloud/credentials';
import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import type { AccessKey, CamsEndpoint } from '../settings/types.ts';
import { CamsError } from './errors.ts';
import { dataOf, flowDetailsData, flowJsonAssetData, listedFlowsData, toCamsError } from './reply.ts';
import { withRetryAfter } from './retry-after.ts';
import {
  type CamsOperation,
  FLOWS_PER_PAGE,
  type FlowDetails,
  type FlowJsonAsset,
  type FlowRef,
  type ListedFlow,
} from './types.ts';

/** One call each; none of them knows of a limit or tries again. */
export interface CamsClient {
  /**
   * `GetFlowJSONAssest` (spelled so).
   *
   * @throws {CamsError}
   */
  getFlowJsonAsset(flow: FlowRef): Promise<FlowJsonAsset>;
  /**
   * `GetFlow`.
   *
   * @throws {CamsError}
   */
  getFlow(flow: FlowRef): Promise<FlowDetails>;
  /**
   * `ListFlow`: one page of a space's flows, 100 at the most.
   *
   * @param custSpaceId absent: the account's own space.
   * @param page from 1.
   * @throws {CamsError}
   */
  listFlows(custSpaceId: string | undefined, page: number): Promise<ListedFlow[]>;
}

export interface CamsClientOptions {
  endpoint: CamsEndpoint;
  /** Absent: Alibaba Cloud's default credential chain. */
  accessKey: AccessKey | undefined;
  /** For the connection and for the answer, each; milliseconds. */
  timeoutMs?: number;
  /** Called where a call went well, and its answer asks to make the next one of the operation later; milliseconds. */
  onRetryAfter?: (operation: CamsOperation, ms: number) => void;
}

/** Both packages are CommonJS: under Node's own ESM the class is the `default` of their default export. */
const OpenApiClient = OpenApi.default;
const DefaultCredential = Credential.default;

const operation = (action: CamsOperation) =>
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

const spaceForm = (custSpaceId: string | undefined): Record<string, string> =>
  custSpaceId === undefined ? {} : { CustSpaceId: custSpaceId };
const flowForm = ({ flowId, custSpaceId }: FlowRef) => ({ FlowId: flowId, ...spaceForm(custSpaceId) });

/** A client of the CAMS API: signs with ACS3 and answers in our own terms. */
export function createCamsClient(options: CamsClientOptions): CamsClient {
  const { timeoutMs = 10_000, onRetryAfter } = options;
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

  /** @throws {CamsError} */
  async function call<T>(action: CamsOperation, form: Record<string, string>, read: (reply: unknown) => T): Promise<T> {
    await checkCredentials();
    return await withRetryAfter(async (retryAfterMs) => {
      try {
        const { body } = await client.callApi(operation(action), new OpenApiRequest({ body: form }), runtime);
        const data = read(body);
        const laterMs = retryAfterMs();
        if (laterMs !== undefined) onRetryAfter?.(action, laterMs);
        return data;
      } catch (error) {
        const fault = toCamsError(error);
        fault.retryAfterMs = retryAfterMs();
        throw fault;
      }
    });
  }

  return {
    getFlowJsonAsset: (flow) =>
      call('GetFlowJSONAssest', flowForm(flow), (reply) => {
        const { data, requestId } = dataOf(reply, flowJsonAssetData, 'no-file');
        return { fileUrl: data.FilePath, requestId };
      }),

    getFlow: (flow) =>
      call('GetFlow', flowForm(flow), (reply) => dataOf(reply, flowDetailsData, 'unreadable-reply').data),

    listFlows(custSpaceId, page) {
      const form = { Page: JSON.stringify({ Index: page, Size: FLOWS_PER_PAGE }), ...spaceForm(custSpaceId) };
      return call('ListFlow', form, (reply) => dataOf(reply, listedFlowsData, 'unreadable-reply').data);
    },
  };
}
