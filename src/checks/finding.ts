/**
 * How bad a finding is, worst first: `refused` Meta won't publish it; `device` it is published and fails on the phone;
 * `hurts` it works badly; `advice` worth knowing.
 */
export const SEVERITIES = ['refused', 'device', 'hurts', 'advice'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Languages that findings are told in. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One fault of a flow. What it says is meant for people; `rule`, `severity` and `pointer` for programs. */
export interface Finding {
  /** Our own name of the rule, kebab-case; the anchor in `docs/checks.md`. */
  rule: string;
  severity: Severity;
  /** RFC 6901 pointer into the checked text; empty for the whole of it. */
  pointer: string;
  /** From 1, in the text that was checked. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  /** The ID of the screen, where it is on one. */
  screen: string | undefined;
  /** The component in a reader's words, such as `TextInput "email"`. */
  component: string | undefined;
  message: string;
  fix: string;
  /** The `error` that Meta's validation_errors carry for it, where one is known. */
  metaCode: string | undefined;
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

/** Below zero when `a` is worse than `b`. */
export const compareSeverity = (a: Severity, b: Severity): number => rank(a) - rank(b);

/** Whether `severity` is as bad as `threshold`, or worse. */
export const isAtLeast = (severity: Severity, threshold: Severity): boolean => rank(severity) <= rank(threshold);
