import { z } from 'zod';

/** The arguments of a Web API call, however they came. */
export type CallArgs = Readonly<Record<string, unknown>>;

export interface CallBody {
  args: CallArgs;
  /** The same kind of body with other arguments. */
  encode(args: CallArgs): string;
}

const jsonObject = z.record(z.string(), z.unknown());

/**
 * The body of a Web API call: a form, as Slack's SDKs send it, or JSON.
 *
 * @returns undefined where it is neither, as a multipart body.
 */
export function parseCallBody(contentType: string, body: string): CallBody | undefined {
  if (contentType.includes('application/json')) {
    const args = jsonObject.safeParse(parseJson(body)).data ?? {};
    return { args, encode: (changed) => JSON.stringify(changed) };
  }
  if (contentType.includes('application/x-www-form-urlencoded') || body === '') {
    return {
      args: Object.fromEntries(new URLSearchParams(body)),
      encode: (changed) => {
        const fields = Object.entries(changed).map(([key, value]): [string, string] => [key, toField(value)]);
        return new URLSearchParams(fields).toString();
      },
    };
  }
  return undefined;
}

/** An argument that a form carries as JSON, as `blocks`; undefined where it is no JSON. */
export function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const toField = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
