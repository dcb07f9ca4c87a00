import { typeOfInput } from '../bindings/value-type.ts';
import type { Component } from '../model/flow-model.ts';
import { isObject, jsonType, type Place } from '../parse/place.ts';
import { componentOf } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { nearest } from './nearest.ts';

const words = ({ place, type }: Component) => componentOf(place) ?? type;

/** No two components of a screen share a name, branches included (source: Meta, error DUPLICATE_FORM_COMPONENT_NAMES). */
export const checkNames: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    const firsts = new Map<string, Place>();
    for (const { name, place, spec } of components) {
      const own = place.get('name');
      if (name === undefined || !own || !spec?.properties.has('name')) continue;
      const first = firsts.get(name);
      if (first) report('repeated-name', own, { value: name, line: first });
      else firsts.set(name, own);
    }
  }
};

/**
 * Where a screen has a Form, no input stands outside of it; below 4.0 every input stands in one (sources: Meta,
 * guides/components, Form; errors COMPONENTS_OUTSIDE_FORM and KEYWORD_ONE_OF).
 */
export const checkInputsInForm: RuleFunction = ({ screens, version }, report) => {
  for (const { components, forms } of screens) {
    const [form] = forms;
    if (!form && !version.isBefore('4.0')) continue;
    for (const component of components) {
      if (!component.spec?.isInput || component.form) continue;
      const facts = { component: words(component), form: form?.name };
      report('input-outside-form', component.place, facts, { variant: form ? undefined : 'no-form' });
    }
  }
};

const AT_FORM: ReadonlyMap<string, string> = new Map([
  ['init-value', 'init-values'],
  ['error-message', 'error-messages'],
]);

/** In a Form, what an input begins with and is told stands at the Form (source: Meta, guides/components, Form). */
export const checkInputsOfForms: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    for (const { place, spec, form, name } of components) {
      if (!form || !spec?.isInput) continue;
      for (const [property, instead] of AT_FORM) {
        const own = place.get(property);
        if (!own || !spec.properties.has(property)) continue;
        report(
          'initial-value-in-form',
          own,
          { name: property, form: form.name, instead, input: name },
          { onKey: true },
        );
      }
    }
  }
};

/** A Form's values name its inputs, and from 7.0 on fit them (sources: Meta, guides/components; changelog of 7.0). */
export const checkFormValues: RuleFunction = ({ screens, version }, report) => {
  for (const { components, forms } of screens) {
    for (const form of forms) {
      const inputs = new Map(
        components.flatMap((one) => (one.form === form && one.spec?.isInput && one.name ? [[one.name, one]] : [])),
      );
      for (const list of AT_FORM.values()) {
        for (const value of form.place.get(list)?.members() ?? []) {
          const name = String(value.key);
          const input = inputs.get(name);
          if (!input) {
            const facts = { list, value: name, nearest: nearest(name, inputs.keys()) };
            report('form-values-unknown-field', value, facts, { onKey: true });
          } else if (list === 'init-values' && input.spec?.formValue === 'media') {
            report('picker-in-init-values', value, { name, type: input.type }, { onKey: true });
          } else if (version.demands('7.0')) {
            checkFormValue(list, input, value, report);
          }
        }
      }
    }
  }
};

function checkFormValue(list: string, input: Component, place: Place, report: Parameters<RuleFunction>[1]): void {
  const { value } = place;
  if (typeof value === 'string' && (value.startsWith('${') || value.startsWith('`'))) return;
  const { type } = typeOfInput(input);
  const found = jsonType(value);
  const expected =
    list === 'error-messages'
      ? ['string', 'object']
      : type === 'unknown'
        ? undefined
        : // What is typed may be given as a text too; Meta's page says list for RadioButtonsGroup, its checker text.
          type === 'number'
          ? ['number', 'string']
          : input.type === 'RadioButtonsGroup'
            ? ['string', 'array']
            : [type];
  if (!expected || expected.includes(found)) return;
  const facts = { name: String(place.key), type: found, component: words(input), expected: expected[0] };
  report('form-values-type', place, facts);
}

/** What is required can be filled in (source: Meta, guides/components: a warning in the preview, a dead button on phones). */
export const checkRequired: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    for (const { place, name, spec } of components) {
      if (!spec?.isInput) continue;
      const required = place.raw('required');
      const isRequired = required === true || (isObject(required) && Object.values(required).includes(true));
      const asksForFiles = ['min-uploaded-photos', 'min-uploaded-documents'].some((least) => {
        const value = place.raw(least);
        return typeof value === 'number' && value > 0;
      });
      if (!isRequired && !asksForFiles) continue;
      const hidden = place.get('visible');
      const disabled = place.get('enabled');
      if (hidden?.value === false) report('required-but-hidden', hidden, { name });
      else if (disabled?.value === false && spec.properties.has('enabled')) {
        report('required-but-hidden', disabled, { name }, { variant: 'disabled' });
      }
    }
  }
};
