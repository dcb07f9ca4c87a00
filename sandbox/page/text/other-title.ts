/** A number that an earlier edit put behind the title. */
const COUNTED = /^(.*) (\d+)$/s;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A flow's JSON with line breaks; as it is where it is no JSON. */
export function prettyFlow(text: string): string {
  const flow = parsed(text);
  return flow === undefined ? text : pretty(flow);
}

/** `Visit` becomes `Visit 2`, and that `Visit 3`. */
function otherTitle(title: string): string {
  const [, name, number] = COUNTED.exec(title) ?? [];
  return name === undefined ? `${title} 2` : `${name} ${Number(number) + 1}`;
}

/**
 * The same flow whose first screen has another title.
 *
 * @param text the flow's JSON.
 * @returns undefined where it is no JSON, or has no screen.
 */
export function withOtherTitle(text: string): string | undefined {
  const flow = parsed(text);
  if (!isRecord(flow) || !Array.isArray(flow.screens)) return undefined;
  const [first, ...others]: unknown[] = flow.screens;
  if (!isRecord(first)) return undefined;
  const title = typeof first.title === 'string' ? first.title : 'Screen';
  return pretty({ ...flow, screens: [{ ...first, title: otherTitle(title) }, ...others] });
}
