import { PictureError } from '../error.ts';
import { LIMITS } from '../limits.ts';
import type { Field, Scope } from './binding.ts';
import { type Budget, type Component, readComponents } from './component.ts';
import { isObject, type JsonObject, objectsOf, own, stringOf, stringsOf } from './json.ts';

export interface Screen {
  /** As the flow has it; one without an ID gets a number in its stead. */
  id: string;
  title: unknown;
  isTerminal: boolean;
  scope: Scope;
  components: Component[];
  /** Components that are not kept. */
  moreComponents: number;
  /** The screen as it stands in the file, to compare it. */
  source: JsonObject;
}

export interface Flow {
  version: string | undefined;
  screens: Screen[];
  /** Screens that are not kept. */
  moreScreens: number;
  /** From the ID of a screen to those that the routing model lets it lead to. */
  routes: ReadonlyMap<string, readonly string[]>;
}

const EMPTY: JsonObject = {};
const asObject = (value: unknown): JsonObject => (isObject(value) ? value : EMPTY);
/** Characters of an ID or a version that are kept. */
const NAME_LENGTH = 80;

function readRoutes(value: unknown): Map<string, readonly string[]> {
  return new Map(
    Object.entries(asObject(value))
      .slice(0, LIMITS.screens)
      .map(([from, to]) => [from, [...new Set(stringsOf(to).slice(0, LIMITS.exitsPerScreen))]]),
  );
}

/** The inputs of a screen by their names, with what they and their forms fill in. */
function fieldsOf(components: readonly Component[], given: JsonObject = EMPTY, fields = new Map<string, Field>()) {
  for (const { type, props, slots } of components) {
    const name = stringOf(own(props, 'name'));
    const label = stringOf(own(props, 'label'))?.trim() ?? '';
    if (name !== undefined && type !== 'Form' && !fields.has(name)) {
      const isText = label !== '' && !label.startsWith('`') && !label.includes('${');
      fields.set(name, {
        label: isText ? label.slice(0, NAME_LENGTH) : undefined,
        initValue: own(props, 'init-value') ?? own(given, name),
      });
    }
    const initValues = type === 'Form' ? asObject(own(props, 'init-values')) : given;
    for (const slot of slots) fieldsOf(slot.components, initValues, fields);
  }
  return fields;
}

/**
 * Reads a parsed Flow JSON as far as it can be read: what is wrong in it is left out or kept as unknown, never refused.
 *
 * @throws {PictureError} `not-a-flow` where there is no screen at all
 */
export function readFlow(value: unknown): Flow {
  const given = objectsOf(own(value, 'screens'));
  if (given.length === 0) throw new PictureError('not-a-flow', 'The JSON has no screens');
  const kept = given.slice(0, LIMITS.screens);
  const named = kept.map((source, index) => ({
    source,
    id: (stringOf(own(source, 'id')) ?? `#${index + 1}`).slice(0, NAME_LENGTH),
  }));
  const models = new Map(named.map(({ id, source }) => [id, asObject(own(source, 'data'))]));
  const all: { left: number } = { left: LIMITS.components };
  /** Of each screen, once its components are read: a text may refer to a later one. */
  const fields = new Map<string, ReadonlyMap<string, Field>>();
  const screens = named.map(({ source, id }): Screen => {
    const scope: Scope = {
      data: asObject(own(source, 'data')),
      dataOf: (screenId) => models.get(screenId),
      fieldOf: (name, screenId) => fields.get(screenId ?? id)?.get(name),
    };
    const budget: Budget = { screen: LIMITS.componentsPerScreen, all: all.left, left: 0 };
    const layout = own(source, 'layout');
    const components = readComponents(objectsOf(own(layout, 'children')), scope, budget);
    all.left = budget.all;
    fields.set(id, fieldsOf(components));
    return {
      id,
      title: own(source, 'title'),
      isTerminal: own(source, 'terminal') === true,
      scope,
      components,
      moreComponents: budget.left,
      source,
    };
  });
  return {
    version: stringOf(own(value, 'version'))?.slice(0, NAME_LENGTH),
    screens,
    moreScreens: given.length - kept.length,
    routes: readRoutes(own(value, 'routing_model')),
  };
}
