import { COMPONENTS, type ComponentSpec } from '../data/components.ts';
import { type CheckedVersion, checkedVersion } from '../data/versions.ts';
import { isObject, type Place } from '../parse/place.ts';

/** A branch in which a component stands. */
export interface Branch {
  owner: Component;
  kind: 'If' | 'Switch';
  /** `then`, `else`, or the name of the case. */
  name: string;
}

export interface Component {
  place: Place;
  type: string;
  /** Undefined for a component that does not exist. */
  spec: ComponentSpec | undefined;
  name: string | undefined;
  screen: Screen;
  form: Component | undefined;
  /** From the outermost inwards. */
  branches: readonly Branch[];
  /** Directly inside of it. */
  children: Component[];
}

export interface Action {
  place: Place;
  /** Undefined where it has no name that is a text. */
  name: string | undefined;
  owner: Component;
  property: string;
  /** Whether it stands at the component itself, at an option of its data-source, or at an item of its list. */
  at: 'component' | 'option' | 'item';
}

export interface Screen {
  place: Place;
  id: string | undefined;
  /** The ID, or `#3` for the third screen that has none. */
  words: string;
  isTerminal: boolean;
  /** The keys of its data model. */
  data: Map<string, Place>;
  /** All of them, in the order of the file, whatever they stand in. */
  components: Component[];
  /** What is at the top of the layout. */
  top: Component[];
  forms: Component[];
  /** What has a value in `${form.…}`, by name; the first of two with the same name. */
  fields: Map<string, Component>;
  actions: Action[];
  /** Lists of components that are nested deeper than this check looks. */
  tooDeep: Place[];
}

export interface FlowModel {
  root: Place;
  version: CheckedVersion;
  screens: Screen[];
  /** The first of two with the same ID. */
  screenById: Map<string, Screen>;
  actions: Action[];
  hasDataApi: boolean;
  /** There are so many screens that they were not read. */
  hasUnreadScreens: boolean;
  /** The routing model, where it is an object. */
  routingModel: Place | undefined;
}

/** Ten times what Meta allows: of a flow with more screens nothing else is worth telling. */
const MAX_SCREENS = 1000;

/** Deeper than Meta allows by far. */
export const MAX_COMPONENT_LEVELS = 40;

const ACTION_PROPERTIES = ['on-click-action', 'on-select-action', 'on-unselect-action'] as const;

function actionsOf(owner: Component): Action[] {
  const within = (place: Place, at: Action['at']): Action[] =>
    ACTION_PROPERTIES.flatMap((property) => {
      if (!isObject(place.raw(property))) return [];
      const action = place.get(property);
      return action ? [{ place: action, name: action.text('name'), owner, property, at }] : [];
    });
  const options = (owner.place.get('data-source')?.items() ?? []).flatMap((option) => within(option, 'option'));
  const items = (owner.place.get('list-items')?.items() ?? []).flatMap((item) => within(item, 'item'));
  return [...within(owner.place, 'component'), ...options, ...items];
}

function addComponents(
  list: Place | undefined,
  screen: Screen,
  within: { form: Component | undefined; branches: readonly Branch[]; level: number; parent: Component | undefined },
) {
  if (!list) return;
  if (within.level > MAX_COMPONENT_LEVELS) {
    screen.tooDeep.push(list);
    return;
  }
  for (const place of list.items()) {
    const type = place.text('type');
    if (type === undefined) continue;
    const component: Component = {
      place,
      type,
      spec: COMPONENTS.get(type),
      name: place.text('name'),
      screen,
      form: within.form,
      branches: within.branches,
      children: [],
    };
    screen.components.push(component);
    (within.parent?.children ?? screen.top).push(component);
    screen.actions.push(...actionsOf(component));
    if (component.name !== undefined && component.spec?.formValue && !screen.fields.has(component.name)) {
      screen.fields.set(component.name, component);
    }
    const next = { form: within.form, branches: within.branches, level: within.level + 1, parent: component };
    if (type === 'Form') {
      screen.forms.push(component);
      addComponents(place.get('children'), screen, { ...next, form: within.form ?? component });
    } else if (type === 'If') {
      for (const name of ['then', 'else']) {
        const branches = [...within.branches, { owner: component, kind: 'If' as const, name }];
        addComponents(place.get(name), screen, { ...next, branches });
      }
    } else if (type === 'Switch') {
      for (const branch of place.get('cases')?.members() ?? []) {
        const branches = [...within.branches, { owner: component, kind: 'Switch' as const, name: String(branch.key) }];
        addComponents(branch, screen, { ...next, branches });
      }
    }
  }
}

function readScreen(place: Place, index: number): Screen {
  const id = place.text('id');
  const screen: Screen = {
    place,
    id,
    words: id ?? `#${index + 1}`,
    isTerminal: place.raw('terminal') === true,
    data: new Map((place.get('data')?.members() ?? []).map((entry) => [String(entry.key), entry])),
    components: [],
    top: [],
    forms: [],
    fields: new Map(),
    actions: [],
    tooDeep: [],
  };
  const children = place.get('layout')?.get('children');
  addComponents(children, screen, { form: undefined, branches: [], level: 1, parent: undefined });
  return screen;
}

/** Reads a flow once, for all rules. What is not as it should be is left out here; the rules tell of it. */
export function readFlow(root: Place, version: string | undefined): FlowModel {
  const list = root.raw('screens');
  const hasUnreadScreens = Array.isArray(list) && list.length > MAX_SCREENS;
  const screens = hasUnreadScreens ? [] : (root.get('screens')?.items() ?? []).map(readScreen);
  const screenById = new Map<string, Screen>();
  for (const screen of screens) {
    if (screen.id !== undefined && !screenById.has(screen.id)) screenById.set(screen.id, screen);
  }
  const routingModel = root.get('routing_model');
  return {
    root,
    version: checkedVersion(version),
    screens,
    screenById,
    actions: screens.flatMap(({ actions }) => actions),
    hasUnreadScreens,
    hasDataApi: root.raw('data_api_version') !== undefined,
    routingModel: routingModel && isObject(routingModel.value) ? routingModel : undefined,
  };
}
