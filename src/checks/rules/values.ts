import { bindingWithin, wholeBinding, wholeExpression } from '../bindings/binding.ts';
import { evaluateExpression } from '../bindings/evaluate.ts';
import { type BindingUse, resolveBinding } from '../bindings/resolve.ts';
import type { ValueType } from '../bindings/value-type.ts';
import type { FlowModel, Screen } from '../model/flow-model.ts';
import type { JsonType, Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';

/** Where a text stands that may be a binding or an expression. */
export interface TextPlace {
  flow: FlowModel;
  screen: Screen;
  place: Place;
  /** The property that it is the value of. */
  name: string;
  /** The types that the property takes; undefined where it takes any. */
  expected: readonly JsonType[] | undefined;
  use: Exclude<BindingUse, 'expression'>;
  report: Report;
}

export type BoundText = 'plain' | { value: ValueType | undefined };

/** Back-ticks inside of an expression have a backslash before them. */
const unescapeTicks = (inside: string) => inside.replaceAll('\\`', '`');

/** How the mixed text would be written as an expression. */
const asExpression = (text: string) =>
  `\`${text
    .split(/(\$\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('${') ? part : `'${part.replaceAll("'", "\\'")}'`))
    .join(' ')}\``;

function checkType(value: ValueType, source: string, at: TextPlace, isExpression: boolean): void {
  const { expected, name, place, report } = at;
  if (!expected || value.type === 'unknown' || expected.includes(value.type)) return;
  const facts = { binding: source, found: value.type, name, expected: expected.join(', ') };
  if (isExpression) report('expression-type', place, facts, { variant: 'result' });
  else report('binding-type', place, facts);
}

/**
 * Looks at a text that may be a binding or an expression, and tells what is wrong with it.
 *
 * @returns `plain` for a text that is neither; else what it gives, or undefined where something was told
 */
export function checkBoundText(text: string, at: TextPlace): BoundText {
  const { flow, place, report, use } = at;
  const inside = wholeBinding(text);
  if (inside !== undefined) {
    const value = resolveBinding(inside, at);
    if (value) checkType(value, text, at, false);
    return { value };
  }
  const expression = wholeExpression(text);
  if (expression !== undefined) {
    if (flow.version.isBefore('6.0')) {
      const isText = at.expected === undefined || at.expected.includes('string');
      const variant = isText ? undefined : 'strict';
      report('expression-too-early', place, { version: flow.version.said }, { variant });
      return { value: undefined };
    }
    const useInside = use === 'unchecked-expression' ? use : 'expression';
    const value = evaluateExpression(unescapeTicks(expression), { ...at, use: useInside });
    if (value) checkType(value, text, at, true);
    return { value };
  }
  const mixed = bindingWithin(text);
  if (mixed !== undefined) {
    const variant = flow.version.has('6.0') ? undefined : 'old';
    report('text-mixed-with-binding', place, { binding: mixed, suggestion: asExpression(text) }, { variant });
    return { value: undefined };
  }
  return 'plain';
}
