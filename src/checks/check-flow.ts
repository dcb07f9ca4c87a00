import { FLOW, FLOW_LIMITS } from './data/flow.ts';
import type { Finding, Language } from './finding.ts';
import { readFlow } from './model/flow-model.ts';
import { explainBrokenJson } from './parse/broken-json.ts';
import { isObject, type JsonObject, jsonType, Place } from './parse/place.ts';
import { brokenJsonFindings } from './report/broken-json-findings.ts';
import { Collector } from './report/collector.ts';
import { RULE_FUNCTIONS } from './rules/index.ts';
import { nearest } from './rules/nearest.ts';
import { checkScreenList, checkTopLevel } from './rules/top-level.ts';
import { checkVersion } from './rules/version.ts';

export interface CheckOptions {
  /** The language of messages; English unless told. */
  language?: Language;
  /** Rules that are not to be told of. */
  disabled?: ReadonlySet<string>;
}

/** Whether an object is no flow at all: then nothing it lacks or has too much is worth telling. */
function isSomethingElse(value: JsonObject): boolean {
  const keys = Object.keys(value).slice(0, MAX_KEYS);
  const isFlowKey = (key: string) => FLOW.has(key) || nearest(key, ['screens']) !== undefined;
  if (Object.hasOwn(value, 'screens') || keys.some((key) => key !== 'version' && isFlowKey(key))) return false;
  return keys.length > 1 || keys[0] !== 'version';
}

/** So many keys say what an object is. */
const MAX_KEYS = 100;

/** What a text file may begin with; it is no part of the JSON. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Checks the JSON of a WhatsApp Flow against all that Meta documents and is known to refuse: every fault at once, each
 * with its place and its mend. Pure, and never throws, whatever the text is. A flow of 10 MB takes a few hundred
 * milliseconds: do that off the event loop.
 *
 * @param text the JSON as it is shown: lines and columns are those of this very text
 * @returns in the order of the text; one cause is one finding
 *
 * @example
 * checkFlow('{"version": "7.3", "screens": []}')[0]?.message; // '"screens" has 0 entries; it needs at least 1.'
 */
export function checkFlow(text: string, { language = 'en', disabled = new Set() }: CheckOptions = {}): Finding[] {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return brokenJsonFindings(explainBrokenJson(json), language, disabled);
  }
  const collector = new Collector(disabled);
  const { report } = collector;
  const root = new Place(value);
  const bytes = new TextEncoder().encode(json).length;
  if (bytes > FLOW_LIMITS.bytes) report('flow-too-large', root, { size: (bytes / 1024 / 1024).toFixed(1) });
  if (isObject(value) && isSomethingElse(value)) report('flow-not-an-object', root, {}, { variant: 'other' });
  else if (isObject(value)) {
    const flow = readFlow(root, checkVersion(root, report, language));
    const checks = flow.hasUnreadScreens ? [checkTopLevel, checkScreenList] : RULE_FUNCTIONS;
    for (const check of checks) check(flow, report);
  } else report('flow-not-an-object', root, { type: jsonType(value) });
  return collector.findings(json, language);
}
