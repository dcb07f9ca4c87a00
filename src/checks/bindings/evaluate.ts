import type { Expression } from './expression.ts';
import { parseExpression } from './expression.ts';
import { type BindingPlace, resolveBinding } from './resolve.ts';
import { UNKNOWN, type ValueType } from './value-type.ts';

/** The type of an expression, with what it rests on. */
interface Evaluated extends ValueType {
  hasBinding: boolean;
}

const COMPARED: readonly string[] = ['==', '!='];
const JOINED: readonly string[] = ['&&', '||'];
const ORDERED: readonly string[] = ['<', '<=', '>', '>='];

const isAnd = (value: ValueType, type: string) => value.type === type || value.type === 'unknown';

function listSide(expression: Expression, left: ValueType, right: ValueType): string | undefined {
  if (expression.kind !== 'binary') return undefined;
  if (left.type === 'array') return expression.left.source;
  return right.type === 'array' ? expression.right.source : undefined;
}

/** @returns undefined where something was told of it already */
function evaluate(expression: Expression, at: BindingPlace, isCondition: boolean): Evaluated | undefined {
  switch (expression.kind) {
    case 'literal':
      return { type: expression.type, hasBinding: false };
    case 'binding': {
      const value = resolveBinding(expression.inside, at);
      return value && { ...value, hasBinding: true };
    }
    case 'joined': {
      // All of them, so that all faults are told at once.
      const parts = expression.parts.map((part) => evaluate(part, at, isCondition));
      if (parts.includes(undefined)) return undefined;
      return { type: 'string', hasBinding: parts.some((part) => part?.hasBinding) };
    }
    case 'unary': {
      const operand = evaluate(expression.operand, at, isCondition);
      if (!operand) return undefined;
      const type = expression.operator === '!' ? 'boolean' : 'number';
      if (!isAnd(operand, type)) {
        const variant = operand.type === 'array' ? 'list' : type === 'boolean' ? 'not' : 'numbers';
        const facts = {
          operator: expression.operator,
          binding: expression.operand.source,
          right: operand.type,
          left: '',
        };
        at.report('expression-type', at.place, facts, { variant });
        return undefined;
      }
      return { type, hasBinding: operand.hasBinding };
    }
    case 'binary': {
      const left = evaluate(expression.left, at, isCondition);
      const right = evaluate(expression.right, at, isCondition);
      if (!left || !right) return undefined;
      const { operator } = expression;
      const facts = { operator, left: left.type, right: right.type };
      const list = listSide(expression, left, right);
      if (list !== undefined) {
        at.report('expression-type', at.place, { ...facts, binding: list }, { variant: 'list' });
        return undefined;
      }
      const wanted = JOINED.includes(operator) ? 'boolean' : COMPARED.includes(operator) ? undefined : 'number';
      const fits =
        wanted === undefined
          ? left.type === right.type || left.type === 'unknown' || right.type === 'unknown'
          : isAnd(left, wanted) && isAnd(right, wanted);
      if (!fits) {
        const variant = wanted && `${wanted}s`;
        at.report('expression-type', at.place, facts, { variant });
        return undefined;
      }
      const hasBinding = left.hasBinding || right.hasBinding;
      if (isCondition) {
        const fixedSide = JOINED.includes(operator) ? [left, right].findIndex((side) => !side.hasBinding) : -1;
        if (fixedSide !== -1 && hasBinding) {
          const side = fixedSide === 0 ? expression.left : expression.right;
          at.report('condition-without-binding', at.place, { found: side.source }, { variant: 'side' });
          return undefined;
        }
      }
      const isBoolean = wanted === 'boolean' || wanted === undefined || ORDERED.includes(operator);
      return { type: isBoolean ? 'boolean' : 'number', hasBinding };
    }
  }
}

/**
 * What an expression gives. Tells where it can't be read, names something that is not there, or compares what can't be.
 *
 * @param source without the back-ticks around it
 * @param isCondition of an If, where each part has to depend on a binding
 */
export function evaluateExpression(source: string, at: BindingPlace, isCondition = false): ValueType | undefined {
  const parsed = parseExpression(source);
  if (!parsed) return UNKNOWN;
  if ('fault' in parsed) {
    const { kind, at: index, found } = parsed.fault;
    const variant = kind === 'character' ? undefined : kind;
    at.report('expression-syntax', at.place, { found, at: index + 1 }, { variant });
    return undefined;
  }
  const value = evaluate(parsed.expression, at, isCondition);
  if (value && isCondition && !value.hasBinding) {
    at.report('condition-without-binding', at.place);
    return undefined;
  }
  return value;
}
