import { z } from 'zod';
import {
  type AccessDenied,
  CamsError,
  type CamsErrorDetail,
  kindOfCode,
  kindOfNetworkCode,
  presentableMessage,
} from './errors.ts';
import { FLOW_STATUSES, type FlowDetails, type ListedFlow } from './types.ts';

/** An absent value may come as the string `None` (seen in the API's own examples). */
const text = z
  .string()
  .nullish()
  .transform((value) => (value && value !== 'None' ? value : undefined));

/** Fields of one name are spelled alike in the reply and in the client's errors, where they begin with a small letter. */
const accessDeniedDetail = z
  .object({ AuthAction: text, AuthPrincipalDisplayName: text, PolicyType: text, NoPermissionType: text })
  .transform(
    (detail): AccessDenied => ({
      action: detail.AuthAction,
      principal: detail.AuthPrincipalDisplayName,
      policyType: detail.PolicyType,
      noPermissionType: detail.NoPermissionType,
    }),
  );

const optionalAccessDeniedDetail = z.union([accessDeniedDetail, z.unknown().transform(() => undefined)]);

const envelope = z.object({
  Code: text,
  Message: text,
  RequestId: text,
  AccessDeniedDetail: optionalAccessDeniedDetail.optional(),
});

/** Made once: zod compiles a schema where it is first used, which takes a millisecond. */
const reply = envelope.extend({ Data: z.unknown().optional() });

/** What the client throws for a 4xx or 5xx with a JSON body, for a fault of the network, and for a time-out. */
const thrown = z.object({
  name: text,
  code: text,
  message: text,
  data: envelope.partial().optional().catch(undefined),
  accessDeniedDetail: optionalAccessDeniedDetail.optional(),
  statusCode: z.number().optional().catch(undefined),
});

/** The proxy did not make the connection. Source: Node. */
const PROXY_REFUSED = 'ERR_PROXY_TUNNEL';
const SYSTEM_CODE = /^E[A-Z_]+$|^(CERT|UNABLE|DEPTH|SELF_SIGNED|ERR_TLS)_/;

/**
 * The `Data` of a reply, checked against `schema`.
 *
 * @param body what `callApi` resolved with. HTTP 200 with a `Code` other than `OK` comes this way too.
 * @param lacking the kind of error for a reply that is OK but lacks what it is for.
 * @throws {CamsError} for another `Code`, and `lacking`.
 */
export function dataOf<T>(
  body: unknown,
  schema: z.ZodType<T>,
  lacking: 'no-file' | 'unreadable-reply',
): { data: T; requestId: string | undefined } {
  const head = reply.safeParse(body);
  if (!head.success || head.data.Code === undefined) throw new CamsError('unreadable-reply', { cause: head.error });
  const { Code: code, Message: message, RequestId: requestId, AccessDeniedDetail: accessDenied } = head.data;
  if (code !== 'OK') {
    throw new CamsError(kindOfCode(code), {
      code,
      requestId,
      apiMessage: message && presentableMessage(message),
      accessDenied,
    });
  }
  const parsed = schema.safeParse(head.data.Data);
  if (!parsed.success) throw new CamsError(lacking, { requestId, cause: parsed.error });
  return { data: parsed.data, requestId };
}

export const flowJsonAssetData = z.object({ FilePath: text.pipe(z.string()) });

/** A field that may be missing or odd without the rest losing its worth. */
const looseText = text.catch(undefined);

const categories = z
  .array(z.unknown())
  .catch([])
  .transform((list) =>
    list.filter((item): item is string => typeof item === 'string' && item !== '' && item !== 'None'),
  );

/** Only HTTPS is shown as a link. */
const previewUrl = looseText.transform((url) =>
  url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined,
);

/** Unix time in milliseconds; a number, or one in a string. */
const unixMs = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().positive())
  .optional()
  .catch(undefined);

/** `Data` of `GetFlow`. A draft may lack anything. */
export const flowDetailsData = z
  .object({
    FlowName: looseText,
    Status: z.enum(FLOW_STATUSES).optional().catch(undefined),
    Categories: categories,
    JSONVersion: looseText,
    DataApiVersion: looseText,
    PreviewUrl: previewUrl,
    PreviewUrlExpires: unixMs,
  })
  .transform(
    (data): FlowDetails => ({
      name: data.FlowName,
      status: data.Status,
      categories: data.Categories,
      jsonVersion: data.JSONVersion,
      dataApiVersion: data.DataApiVersion,
      preview: data.PreviewUrl === undefined ? undefined : { url: data.PreviewUrl, expiresAt: data.PreviewUrlExpires },
    }),
  );

/** Some entries lack it, or have it as a number; of one beyond 2^53 the last digits are lost, and so is the flow. */
const listedId = z.union([text.pipe(z.string()), z.int().positive().transform(String)]);

const listedFlow = z
  .object({ FlowId: listedId, FlowName: looseText, Categories: categories })
  .transform((flow): ListedFlow => ({ flowId: flow.FlowId, name: flow.FlowName ?? '', categories: flow.Categories }));

/** `Data` of `ListFlow`; absent where a space has no flows. An entry that is no flow costs nothing but itself. */
export const listedFlowsData = z.preprocess(
  (data) => (data === undefined || data === null || data === 'None' ? [] : data),
  z.array(z.unknown()).transform((flows) => flows.flatMap((flow) => listedFlow.safeParse(flow).data ?? [])),
);

/** Makes one of the closed list of whatever the client threw. */
export function toCamsError(error: unknown): CamsError {
  if (error instanceof CamsError) return error;
  // The client parses a 502 or 503 page as JSON and lets the parser's bare error through, with no code and no status.
  if (error instanceof SyntaxError) return new CamsError('unreadable-reply', { cause: error });
  const parsed = thrown.safeParse(error);
  if (!parsed.success) return new CamsError('unknown-code', { cause: error });
  const { name, code, message, data, accessDeniedDetail: detail, statusCode: status } = parsed.data;
  if (name === 'RequestTimeoutError') return new CamsError('timeout', { cause: error });
  if (code === undefined) return new CamsError('unknown-code', { cause: error });
  if (code === PROXY_REFUSED && status !== undefined) return new CamsError('proxy-refused', { status, cause: error });
  if (SYSTEM_CODE.test(code)) return new CamsError(kindOfNetworkCode(code), { code, cause: error });
  const apiMessage = data?.Message ?? message;
  const found: CamsErrorDetail = {
    code,
    requestId: data?.RequestId,
    apiMessage: apiMessage && presentableMessage(apiMessage),
    accessDenied: detail ?? data?.AccessDeniedDetail,
    cause: error,
  };
  return new CamsError(kindOfCode(code), found);
}
