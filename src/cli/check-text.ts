import { checkFlow, type Finding, type Language, unwrapFlow } from '../checks/index.ts';

export interface CheckedText {
  findings: Finding[];
  /** What was taken off around the flow, such as `"flow_json" › text`; undefined where nothing was. */
  unwrapped: string | undefined;
}

/** Whether a text that nobody named holds a flow; a broken one may. */
export function mayBeFlow(text: string): boolean {
  if (!text.includes('screens')) return false;
  try {
    const { value } = { value: JSON.parse(unwrapFlow(text).text) as unknown };
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'screens');
  } catch {
    return /"screens"\s*:/.test(text);
  }
}

/**
 * Checks a text of a file. Findings have the lines of the file, also where the flow is a part of it; where the flow is a
 * JSON text inside of it, all have the place where that text begins.
 */
export function checkText(text: string, options: { language: Language; disabled: ReadonlySet<string> }): CheckedText {
  const { text: json, wrappings, line, column, pointer } = unwrapFlow(text);
  const findings = checkFlow(json, options);
  if (wrappings.length === 0) return { findings, unwrapped: undefined };
  const isInText = wrappings.some(({ kind }) => kind === 'text');
  const moved = findings.map(
    (finding): Finding => ({
      ...finding,
      pointer: `${pointer}${isInText ? '' : finding.pointer}`,
      line: isInText ? line : finding.line + line - 1,
      column: isInText ? column : finding.line === 1 ? finding.column + column - 1 : finding.column,
      message: isInText
        ? `${finding.message} (${finding.pointer || '/'}, ${finding.line}:${finding.column})`
        : finding.message,
    }),
  );
  const unwrapped = wrappings.map((wrapping) => (wrapping.kind === 'key' ? `"${wrapping.key}"` : 'text')).join(' › ');
  return { findings: moved, unwrapped };
}
