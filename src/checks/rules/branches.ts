import { wholeBinding, wholeExpression } from '../bindings/binding.ts';
import { evaluateExpression } from '../bindings/evaluate.ts';
import { resolveBinding } from '../bindings/resolve.ts';
import { IF_LEVELS } from '../data/components.ts';
import type { Component, FlowModel } from '../model/flow-model.ts';
import { jsonType } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';

function* branching(flow: FlowModel): Generator<Component> {
  if (!flow.version.has('4.0')) return;
  for (const { components } of flow.screens) {
    for (const component of components) if (component.type === 'If' || component.type === 'Switch') yield component;
  }
}

function checkCondition({ place, screen }: Component, flow: FlowModel, report: Report): void {
  const condition = place.get('condition');
  if (!condition) return;
  if (typeof condition.value !== 'string') {
    const isFixed = typeof condition.value === 'boolean';
    if (isFixed) report('condition-without-binding', condition);
    else report('property-type', condition, { name: 'condition', type: jsonType(condition.value), expected: 'string' });
    return;
  }
  const inTicks = wholeExpression(condition.value);
  if (inTicks !== undefined && flow.version.isBefore('6.0')) {
    report('expression-too-early', condition, { version: flow.version.said }, { variant: 'strict' });
    return;
  }
  if (condition.value.trim() === '') {
    report('condition-without-binding', condition);
    return;
  }
  const at = { flow, screen, place: condition, use: 'property' as const, report };
  const value = evaluateExpression(inTicks?.replaceAll('\\`', '`') ?? condition.value, at, true);
  if (!value || value.type === 'boolean' || value.type === 'unknown') return;
  const facts = { found: value.type, name: 'condition', expected: 'boolean' };
  report('expression-type', condition, facts, { variant: 'result' });
}

/**
 * The condition of an If can be read, depends on bindings, and gives true or false (sources: Meta, guides/components, If;
 * error INVALID_PROPERTY_VALUE; Meta's own web checker).
 */
export const checkConditions: RuleFunction = (flow, report) => {
  for (const component of branching(flow)) if (component.type === 'If') checkCondition(component, flow, report);
};

const CASE_NAME = /^[A-Za-z][\w-]*$/;

/** A Switch looks at one binding, and has cases with plain names (sources: Meta, guides/components; its web checker). */
export const checkSwitches: RuleFunction = (flow, report) => {
  for (const { type, place, screen } of branching(flow)) {
    if (type !== 'Switch') continue;
    const value = place.get('value');
    const text = typeof value?.value === 'string' ? value.value : undefined;
    const inside = text === undefined ? undefined : wholeBinding(text);
    if (value && inside !== undefined) resolveBinding(inside, { flow, screen, place: value, use: 'property', report });
    else if (value) {
      if (text === undefined)
        report('property-type', value, { name: 'value', type: jsonType(value.value), expected: 'string' });
      else report('switch-value', value);
    }
    const cases = place.get('cases');
    if (!cases || jsonType(cases.value) !== 'object') continue;
    const members = cases.members();
    if (members.length === 0) report('switch-empty', cases);
    for (const member of members) {
      if (!CASE_NAME.test(String(member.key))) {
        report('switch-case-name', member, { value: String(member.key) }, { onKey: true });
      }
    }
  }
};

/** "then" is not empty, and an If stands three levels deep at most (sources: Meta, error codes; guides/components, If). */
export const checkIfs: RuleFunction = (flow, report) => {
  for (const { type, place, branches } of branching(flow)) {
    if (type !== 'If') continue;
    const then = place.get('then');
    if (then && Array.isArray(then.value) && then.value.length === 0) report('if-then-empty', then);
    const level = branches.filter(({ kind }) => kind === 'If').length + 1;
    // Deeper ones have the same cause.
    if (level === IF_LEVELS + 1) report('if-too-deep', place, { count: level, max: IF_LEVELS });
  }
};

/** What may not stand in an If or a Switch, at all or below a version (source: Meta, guides/components, If and Switch). */
export const checkBranchChildren: RuleFunction = (flow, report) => {
  const { version } = flow;
  for (const { components } of flow.screens) {
    for (const { type, place, spec, branches } of components) {
      const branch = branches.at(-1);
      if (!branch || !spec || !version.has(spec.from)) continue;
      const isBranching = type === 'If' || type === 'Switch';
      const rule = branch.kind === 'If' ? spec.notInIf : isBranching ? true : spec.notInSwitch;
      const at = place.get('type') ?? place;
      if (rule === true) report('not-in-branch', at, { type, branch: branch.kind });
      else if (rule !== undefined && !version.has(rule)) {
        const facts = { type, branch: branch.kind, from: rule, version: version.said };
        report('not-in-branch', at, facts, { variant: 'too-early' });
      }
    }
  }
};

const hasFooter = ({ children }: Component, name: string) =>
  children.some(({ type, branches }) => type === 'Footer' && branches.at(-1)?.name === name);

/**
 * A Footer stands in every branch or in none, and only in the first level (sources: Meta, guides/components; errors
 * MISSING_FOOTER_IN_IF_ELSE_BRANCHES and MISSING_FOOTER_IN_SWITCH_BRANCHES).
 */
export const checkBranchFooters: RuleFunction = (flow, report) => {
  for (const component of branching(flow)) {
    const { type, place, branches, children } = component;
    const footer = children.find((child) => child.type === 'Footer');
    if (!footer) continue;
    if (branches.length > 0) {
      report('footer-too-deep', footer.place);
      continue;
    }
    const names =
      type === 'If' ? ['then', 'else'] : (place.get('cases')?.members() ?? []).map(({ key }) => String(key));
    const without = names.filter((name) => !hasFooter(component, name));
    if (without.length === 0) continue;
    const facts = {
      with: `"${footer.branches.at(-1)?.name}"`,
      without: without
        .slice(0, 5)
        .map((name) => `"${name}"`)
        .join(', '),
    };
    report('footer-in-one-branch', place, facts, { variant: type === 'Switch' ? 'switch' : undefined });
  }
};
