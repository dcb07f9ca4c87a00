import { z } from 'zod';
import type { ApiError } from './errors.ts';
import type { SampleFlow } from './sample-flows.ts';

/** What a call may send, in its query or in its form. */
export const callParameters = z.object({
  FlowId: z.string().default(''),
  CustSpaceId: z.string().optional(),
  FlowName: z.string().default(''),
  Page: z.string().default('{"Index":1,"Size":10}'),
});
export type CallParameters = z.infer<typeof callParameters>;

/** The account that calls, as far as the operations need it. */
export interface Account {
  /** In the order of `ListFlow`. */
  flows(): readonly SampleFlow[];
  flow(flowId: string): SampleFlow | undefined;
  /** A signed link to the flow's file. */
  fileLink(flowId: string): string;
  /** Unix time; milliseconds. */
  now(): number;
}

/** What a call comes to: its `Data`, or why it fails. */
export type OperationResult = { data: object } | { error: ApiError };
type Operation = (parameters: CallParameters, account: Account) => OperationResult;

const ofFlow =
  (dataOf: (flow: SampleFlow, account: Account) => object): Operation =>
  ({ FlowId: flowId }, account) => {
    if (flowId === '') return { error: { status: 400, code: 'MissingFlowId' } };
    const flow = account.flow(flowId);
    return flow === undefined
      ? { error: { status: 400, code: 'Unknown.ResourceOwnerId' } }
      : { data: dataOf(flow, account) };
  };

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is no JSON');
    return z.NEVER;
  }
});

/** An absent value comes as the string `None` (seen in the API's own examples). */
const version = z.string().catch('None');
const flowVersions = jsonText
  .pipe(z.object({ version, data_api_version: version }))
  .catch({ version: 'None', data_api_version: 'None' });

/** How long Meta's preview links work; milliseconds. */
const PREVIEW_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

function flowDetails({ flowId, name, status, categories, json }: SampleFlow, { now }: Account): object {
  const { version: jsonVersion, data_api_version: dataApiVersion } = flowVersions.parse(json);
  return {
    FlowId: flowId,
    FlowName: name,
    Status: status,
    Categories: categories,
    JSONVersion: jsonVersion,
    DataApiVersion: dataApiVersion,
    PreviewUrl: `https://example.com/flows/${flowId}/preview`,
    PreviewUrlExpires: now() + PREVIEW_LIFETIME_MS,
  };
}

const pageText = jsonText.pipe(z.object({ Index: z.int().min(1), Size: z.int().min(1).max(100) }));

const listFlow: Operation = ({ FlowName: part, Page: text }, account) => {
  const page = pageText.safeParse(text);
  if (!page.success) return { error: { status: 400, code: 'InvalidPage' } };
  const { Index: index, Size: size } = page.data;
  const found = account.flows().filter(({ name }) => name.includes(part));
  const data = found
    .slice((index - 1) * size, index * size)
    .map(({ flowId, name, categories }) => ({ FlowId: flowId, FlowName: name, Categories: categories }));
  return { data };
};

/** The operations of the API, version 2020-06-06, that the stand-in knows. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['GetFlowJSONAssest', ofFlow(({ flowId }, { fileLink }) => ({ FlowId: flowId, FilePath: fileLink(flowId) }))],
  ['GetFlow', ofFlow(flowDetails)],
  ['ListFlow', listFlow],
]);
