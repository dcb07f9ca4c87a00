import type { FlowModel, Screen } from '../model/flow-model.ts';
import type { Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import { nearest } from '../rules/nearest.ts';
import { type Binding, isBindableName, parseBinding } from './binding.ts';
import { declaredMembers, typeOfDeclared, typeOfInput, UNKNOWN, type ValueType } from './value-type.ts';

/** Where a binding stands: what Meta calls a wrong one depends on it. */
export type BindingUse = 'property' | 'payload' | 'expression' | 'unchecked-expression';

export interface BindingPlace {
  flow: FlowModel;
  screen: Screen;
  place: Place;
  use: BindingUse;
  report: Report;
}

type Named = Exclude<Binding, { of: 'unknown' }>;

const write = ({ of, screen }: Named, name: string) =>
  screen === undefined ? `\${${of}.${name}}` : `\${screen.${screen}.${of}.${name}}`;

const variantOf = (use: BindingUse, isOtherScreen: boolean) =>
  use === 'unchecked-expression' ? use : isOtherScreen ? 'other-screen' : use === 'property' ? undefined : use;

/** The binding that was probably meant: a name like it, or the same name as data instead of form, or the other way round. */
function meant(binding: Named, screen: Screen): string | undefined {
  const { of, name } = binding;
  const own = of === 'form' ? screen.fields : screen.data;
  const near = nearest(name, own.keys());
  if (near !== undefined) return write(binding, near);
  const other = of === 'form' ? screen.data : screen.fields;
  return other.has(name) ? write({ ...binding, of: of === 'form' ? 'data' : 'form' }, name) : undefined;
}

function resolveInScreen(binding: Named, screen: Screen, { place, use, report }: BindingPlace): ValueType | undefined {
  const { name, path, source } = binding;
  const odd = [name, ...path].find((part) => !isBindableName(part));
  const variant = variantOf(use, binding.screen !== undefined);
  if (binding.of === 'form') {
    const input = screen.fields.get(name);
    if (input) {
      if (odd !== undefined) {
        report('binding-characters', place, { binding: source, name: odd });
        return undefined;
      }
      const type = typeOfInput(input);
      return path.length === 0 ? type : UNKNOWN;
    }
    if (screen.forms.some((form) => form.name === name)) {
      report('unknown-form-field', place, { binding: source, name, screen: screen.words }, { variant: 'form' });
      return undefined;
    }
    const facts = () => ({ binding: source, name, screen: screen.words, nearest: meant(binding, screen) });
    report('unknown-form-field', place, facts, { variant });
    return undefined;
  }

  let declared = screen.data.get(name);
  if (!declared) {
    const facts = () => ({ binding: source, name, screen: screen.words, nearest: meant(binding, screen) });
    report('unknown-data-field', place, facts, { variant });
    return undefined;
  }
  if (odd !== undefined) {
    report('binding-characters', place, { binding: source, name: odd });
    return undefined;
  }
  let way = name;
  for (const part of path) {
    const { type } = typeOfDeclared(declared);
    if (type === 'array') {
      report('binding-into-list', place, { binding: source, name: way });
      return undefined;
    }
    const members = declaredMembers(declared);
    if (type === 'unknown' || (type === 'object' && !members)) return UNKNOWN;
    const next: Place | undefined = members?.get(part);
    if (!next) {
      const before = way;
      const facts = () => {
        const near = nearest(
          part,
          (members?.members() ?? []).map(({ key }) => String(key)),
        );
        const instead = near === undefined ? undefined : write(binding, `${before}.${near}`);
        return { binding: source, name: `${before}.${part}`, screen: screen.words, nearest: instead };
      };
      report('unknown-data-field', place, facts, { variant });
      return undefined;
    }
    declared = next;
    way += `.${part}`;
  }
  return typeOfDeclared(declared);
}

/**
 * What a binding gives. Tells where it names something that is not there.
 *
 * @param inside what stands between `${` and `}`
 * @returns undefined where something was told: nothing that follows from it is worth telling
 */
export function resolveBinding(inside: string, at: BindingPlace): ValueType | undefined {
  const { flow, screen, place, report } = at;
  const binding = parseBinding(inside);
  if (binding.of === 'unknown') {
    report('binding-unknown', place, () => {
      const [root = '', ...rest] = inside.trim().split('.');
      const near = rest.length > 0 ? nearest(root, ['data', 'form', 'screen']) : undefined;
      return { binding: binding.source, nearest: near && `\${${[near, ...rest].join('.')}}` };
    });
    return undefined;
  }
  if (binding.screen === undefined) return resolveInScreen(binding, screen, at);

  const { screen: id, source } = binding;
  if (flow.version.isBefore('4.0')) {
    report(
      'unknown-screen-in-binding',
      place,
      { binding: source, version: flow.version.said },
      { variant: 'too-early' },
    );
    return undefined;
  }
  const target = flow.screenById.get(id);
  const named = (screenId: string) => source.replace(`screen.${id}.`, `screen.${screenId}.`);
  if (!target) {
    report('unknown-screen-in-binding', place, () => {
      const near = nearest(id, flow.screenById.keys());
      return { binding: source, name: id, nearest: near && named(near) };
    });
    return undefined;
  }
  if (target === screen) {
    const own = source.replace(`screen.${id}.`, '');
    report('unknown-screen-in-binding', place, { binding: source, nearest: own }, { variant: 'own' });
    return undefined;
  }
  return resolveInScreen(binding, target, at);
}
