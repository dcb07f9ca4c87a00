import type { RuleId } from '../../src/checks/index.ts';

/** A flow as it is parsed, to be damaged. */
// biome-ignore lint/suspicious/noExplicitAny: faults are put anywhere into JSON of any shape
type Any = any;

/** Puts a rule's fault into a flow, and says where; undefined where the flow can't hold it. */
export interface Seed {
  rule: RuleId;
  name: string;
  plant(flow: Any): string | undefined;
}

interface Found {
  component: Any;
  pointer: string;
  screen: Any;
  isInForm: boolean;
  isInBranch: boolean;
}

/** All components of a flow, with where they are. */
function components(flow: Any): Found[] {
  const found: Found[] = [];
  const walk = (list: Any, pointer: string, screen: Any, isInForm: boolean, isInBranch: boolean) => {
    for (const [index, component] of (list ?? []).entries()) {
      const at = `${pointer}/${index}`;
      found.push({ component, pointer: at, screen, isInForm, isInBranch });
      walk(component.children, `${at}/children`, screen, isInForm || component.type === 'Form', isInBranch);
      walk(component.then, `${at}/then`, screen, isInForm, true);
      walk(component.else, `${at}/else`, screen, isInForm, true);
      for (const [name, list_] of Object.entries(component.cases ?? {})) {
        walk(list_, `${at}/cases/${name}`, screen, isInForm, true);
      }
    }
  };
  for (const [index, screen] of flow.screens.entries()) {
    walk(screen.layout.children, `/screens/${index}/layout/children`, screen, false, false);
  }
  return found;
}

const major = (flow: Any) => Number(flow.version);
const first = (flow: Any, type: string, holds: (found: Found) => boolean = () => true) =>
  components(flow).find((found) => found.component.type === type && holds(found));
const on =
  (
    type: string,
    plant: (component: Any, found: Found, flow: Any) => string | undefined,
    holds?: (found: Found) => boolean,
  ) =>
  (flow: Any) => {
    const found = first(flow, type, holds);
    const within = found && plant(found.component, found, flow);
    return found && within !== undefined ? `${found.pointer}${within}` : undefined;
  };
const set = (type: string, key: string, value: unknown, holds?: (found: Found) => boolean) =>
  on(
    type,
    (component) => {
      component[key] = value;
      return `/${key}`;
    },
    holds,
  );
/** Sets a member, or takes it away where the value is undefined, which JSON leaves out. */
const put = (holder: Any, key: string, value: unknown, pointer: string): string => {
  holder[key] = value;
  return pointer;
};
const screenWith = (flow: Any, holds: (screen: Any) => boolean) => {
  const index = flow.screens.findIndex(holds);
  return index === -1 ? undefined : { screen: flow.screens[index], pointer: `/screens/${index}` };
};
const hasStaticOptions = ({ component }: Found) => Array.isArray(component['data-source']);
const seed = (rule: RuleId, plant: Seed['plant'], name = ''): Seed => ({ rule, plant, name });
const action = (flow: Any, name: string, holds: (found: Found) => boolean = () => true) =>
  components(flow).find((found) => found.component['on-click-action']?.name === name && holds(found));
const navigation = (flow: Any, holds: (target: Any, found: Found) => boolean) =>
  action(flow, 'navigate', (found) => {
    const target = flow.screens.find(({ id }: Any) => id === found.component['on-click-action'].next.name);
    return target !== undefined && holds(target, found);
  });
/** One fault of nearly every rule; those that need a flow of their own are in the examples only. */
export const SEEDS: readonly Seed[] = [
  seed('version-missing', (flow) =>
    flow.version >= '6.0' && flow.version < '7.0' ? put(flow, 'version', undefined, '') : undefined,
  ),
  seed('version-unknown', (flow) => (flow.version === '6.3' ? put(flow, 'version', '6.5', '/version') : undefined)),
  seed('unknown-property', (flow) => put(flow, 'description', 'x', '/description'), 'of the flow'),
  seed('unknown-property', (flow) => put(flow.screens[0], 'comment', 'x', '/screens/0/comment'), 'of a screen'),
  seed('unknown-property', set('Footer', 'colour', 'red'), 'of a component'),
  seed(
    'unknown-property',
    on(
      'Dropdown',
      (component) => put(component['data-source'][0], 'subtitle', 'x', '/data-source/0/subtitle'),
      hasStaticOptions,
    ),
    'of an option',
  ),
  seed('property-type', set('TextInput', 'required', 'yes')),
  seed('property-type', set('Footer', 'label', 5), 'label'),
  seed('property-value', set('TextInput', 'input-type', 'telephone')),
  seed(
    'property-missing',
    on('TextHeading', (component) => put(component, 'text', undefined, '')),
  ),
  seed(
    'property-missing',
    on('Footer', (component) => put(component, 'label', undefined, '')),
    'label',
  ),
  seed('property-too-new', (flow) => (major(flow) < 7 ? set('TextInput', 'label-variant', 'large')(flow) : undefined)),
  seed(
    'unknown-component',
    on('TextHeading', (component) => put(component, 'type', 'TextHeadin', '/type')),
  ),
  seed('component-too-new', (flow) => {
    if (major(flow) >= 7.1) return undefined;
    flow.screens[0].layout.children.unshift({ type: 'ImageCarousel', images: [] });
    return flow.screens[0].layout.children.some(({ type }: Any) => type === 'NavigationList')
      ? undefined
      : '/screens/0/layout/children/0/type';
  }),
  seed('blank-text', (flow) => (major(flow) >= 6 ? set('TextInput', 'helper-text', ' ')(flow) : undefined)),
  seed('text-too-long', set('Footer', 'label', 'x'.repeat(36))),
  seed(
    'text-too-long',
    on(
      'Dropdown',
      (component) => put(component['data-source'][0], 'title', 'x'.repeat(31), '/data-source/0/title'),
      hasStaticOptions,
    ),
    'option',
  ),
  seed(
    'emoji-in-footer',
    set('Footer', 'label', 'Go 🚀', ({ component }) => !/\p{Extended_Pictographic}/u.test(component.label)),
  ),
  seed(
    'too-few-items',
    on('RadioButtonsGroup', (component) => put(component, 'data-source', [], '/data-source'), hasStaticOptions),
  ),
  seed(
    'too-many-items',
    on(
      'RadioButtonsGroup',
      (component) => {
        component['data-source'] = Array.from({ length: 21 }, (_, id) => ({ id: `${id}`, title: 'A' }));
        return '/data-source';
      },
      hasStaticOptions,
    ),
  ),
  seed(
    'repeated-option-id',
    on(
      'Dropdown',
      (component) => put(component['data-source'][1], 'id', component['data-source'][0].id, '/data-source/1/id'),
      hasStaticOptions,
    ),
  ),
  seed('number-range', set('CheckboxGroup', 'min-selected-items', -1)),
  seed(
    'minimum-over-maximum',
    on('TextInput', (component) => {
      component['max-chars'] = 8;
      return put(component, 'min-chars', 9, '/min-chars');
    }),
  ),
  seed('date-format', (flow) => (major(flow) >= 5 ? set('DatePicker', 'min-date', '01/02/2026')(flow) : undefined)),
  seed('screen-id-characters', (flow) => {
    const [one] = flow.screens;
    const before = one.id;
    const renamed = JSON.parse(
      JSON.stringify(flow)
        .replaceAll(`"${before}"`, `"${before}-X"`)
        .replaceAll(`screen.${before}.`, `screen.${before}-X.`),
    );
    Object.assign(flow, renamed);
    return '/screens/0/id';
  }),
  seed('screen-title-missing', (flow) => put(flow.screens[0], 'title', undefined, '/screens/0')),
  seed('terminal-without-footer', (flow) => {
    const found = screenWith(
      flow,
      ({ terminal, layout }) => terminal && layout.children.some(({ type }: Any) => type === 'Footer'),
    );
    if (!found) return undefined;
    found.screen.layout.children = found.screen.layout.children.filter(({ type }: Any) => type !== 'Footer');
    return found.pointer;
  }),
  seed('complete-not-terminal', (flow) => {
    const found = navigation(
      flow,
      (target, { component }) =>
        component.type === 'Footer' &&
        Object.keys(target.data ?? {}).length === 0 &&
        !target.terminal &&
        flow.routing_model !== undefined,
    );
    if (!found) return undefined;
    found.component['on-click-action'] = { name: 'complete', payload: {} };
    return `${found.pointer}/on-click-action/name`;
  }),
  seed('success-not-terminal', (flow) => {
    const found = screenWith(flow, ({ terminal }) => !terminal);
    if (!found) return undefined;
    found.screen.success = true;
    return `${found.pointer}/success`;
  }),
  seed('no-success-screen', (flow) => {
    for (const screen of flow.screens) if (screen.terminal) screen.success = false;
    return `${screenWith(flow, ({ terminal }) => terminal)?.pointer}/success`;
  }),
  seed('refresh-without-endpoint', (flow) =>
    flow.data_api_version ? undefined : put(flow.screens[0], 'refresh_on_back', true, '/screens/0/refresh_on_back'),
  ),
  seed('sensitive-unknown-field', (flow) =>
    major(flow) >= 5.1 ? put(flow.screens[0], 'sensitive', ['nobody'], '/screens/0/sensitive/0') : undefined,
  ),
  seed('too-many-of-component', (flow) => {
    const index = flow.screens.findIndex(({ layout }: Any) => layout.children.at(-1)?.type === 'Footer');
    if (index === -1) return undefined;
    const { children } = flow.screens[index].layout;
    children.push(structuredClone(children.at(-1)));
    return `/screens/${index}/layout/children/${children.length - 1}`;
  }),
  seed('too-many-components', (flow) => {
    const index = flow.screens.findIndex(({ layout }: Any) =>
      layout.children.every(({ type }: Any) => type !== 'NavigationList' && type !== 'RichText'),
    );
    if (index === -1) return undefined;
    flow.screens[index].layout.children.unshift(
      ...Array.from({ length: 101 }, () => ({ type: 'TextBody', text: 'x' })),
    );
    return `/screens/${index}`;
  }),
  seed('repeated-name', (flow) => {
    const found = components(flow).find(({ component, screen, isInForm }) => {
      const holdsForm = screen.layout.children.some(({ type }: Any) => type === 'Form');
      return component.type === 'TextInput' && !isInForm && !holdsForm;
    });
    if (!found) return undefined;
    const { children } = found.screen.layout;
    children.push({ type: 'TextArea', name: found.component.name, label: 'Again' });
    return `/screens/${flow.screens.indexOf(found.screen)}/layout/children/${children.length - 1}/name`;
  }),
  seed('input-outside-form', (flow) => {
    const found = first(flow, 'Form');
    if (!found || !/children\/\d+$/.test(found.pointer)) return undefined;
    found.screen.layout.children.push({ type: 'TextArea', name: 'outside', label: 'Outside' });
    return `${found.pointer.replace(/\/\d+$/, '')}/${found.screen.layout.children.length - 1}`;
  }),
  seed(
    'initial-value-in-form',
    set('TextInput', 'init-value', 'x', ({ isInForm }) => isInForm),
  ),
  seed(
    'required-but-hidden',
    on('TextInput', (component) => {
      component.required = true;
      return put(component, 'visible', false, '/visible');
    }),
  ),
  seed(
    'footer-captions',
    set(
      'Footer',
      'left-caption',
      'x',
      ({ component }) =>
        component['right-caption'] === undefined &&
        component['center-caption'] === undefined &&
        component['left-caption'] === undefined,
    ),
  ),
  seed('data-example-missing', (flow) => {
    const found = screenWith(flow, ({ data }) => Object.keys(data ?? {}).length > 0);
    const key = Object.keys(found?.screen.data ?? {})[0];
    if (!found || key === undefined) return undefined;
    delete found.screen.data[key].__example__;
    return `${found.pointer}/data/${key}`;
  }),
  seed('data-example-type', (flow) => {
    const found = screenWith(flow, ({ data }) => Object.keys(data ?? {}).length > 0);
    const key = Object.keys(found?.screen.data ?? {})[0];
    if (!found || key === undefined) return undefined;
    found.screen.data[key].__example__ = 42;
    return `${found.pointer}/data/${key}/__example__`;
  }),
  seed('data-source-fields', (flow) => {
    const found = components(flow).find(({ component, screen }) => {
      const key = /^\$\{data\.(\w+)\}$/.exec(component['data-source'])?.[1];
      return key !== undefined && screen.data?.[key]?.items?.properties?.title;
    });
    const key = /^\$\{data\.(\w+)\}$/.exec(found?.component['data-source'])?.[1];
    if (!found || key === undefined) return undefined;
    delete found.screen.data[key].items.properties.title;
    return `/screens/${flow.screens.indexOf(found.screen)}/data/${key}/items`;
  }),
  seed('unknown-data-field', set('TextHeading', 'text', '${data.not_declared_anywhere}')),
  seed('unknown-form-field', (flow) => {
    const found = action(flow, 'complete');
    if (!found) return undefined;
    found.component['on-click-action'].payload.seeded = '${form.not_an_input_of_this}';
    return `${found.pointer}/on-click-action/payload/seeded`;
  }),
  seed('unknown-screen-in-binding', (flow) => {
    const found = major(flow) >= 4 ? action(flow, 'complete') : undefined;
    if (!found) return undefined;
    found.component['on-click-action'].payload.seeded = '${screen.NO_SUCH_SCREEN_HERE.form.x}';
    return `${found.pointer}/on-click-action/payload/seeded`;
  }),
  seed('binding-unknown', set('TextHeading', 'text', '${customer.name}')),
  seed('text-mixed-with-binding', (flow) => {
    const found = components(flow).find(
      ({ component, screen }) =>
        component.type === 'TextHeading' &&
        components(flow).some((one) => one.screen === screen && one.component.type === 'TextInput'),
    );
    const input = components(flow).find((one) => one.screen === found?.screen && one.component.type === 'TextInput');
    if (!found || !input) return undefined;
    found.component.text = `Hello \${form.${input.component.name}}`;
    return `${found.pointer}/text`;
  }),
  seed('expression-syntax', (flow) =>
    major(flow) >= 4
      ? on('If', (component) => put(component, 'condition', `${component.condition} &&`, '/condition'))(flow)
      : undefined,
  ),
  seed(
    'condition-without-binding',
    on('If', (component) => put(component, 'condition', "'a' == 'a'", '/condition')),
  ),
  seed(
    'if-then-empty',
    on('If', (component) =>
      component.then.some(({ type }: Any) => !type.startsWith('Text') || type.endsWith('Input') || type === 'TextArea')
        ? undefined
        : put(component, 'then', [], '/then'),
    ),
  ),
  seed(
    'switch-empty',
    on('Switch', (component) => put(component, 'cases', {}, '/cases')),
  ),
  seed(
    'switch-case-name',
    on('Switch', (component) => put(component.cases, '1st', [{ type: 'TextBody', text: 'x' }], '/cases/1st')),
  ),
  seed('unknown-action', (flow) => {
    const found = action(flow, 'complete');
    if (!found) return undefined;
    found.component['on-click-action'].name = 'completed';
    return `${found.pointer}/on-click-action/name`;
  }),
  seed('navigate-unknown-screen', (flow) => {
    const found = navigation(flow, () => flow.routing_model !== undefined);
    if (!found) return undefined;
    found.component['on-click-action'].next.name = 'NOT_A_SCREEN_AT_ALL';
    return `${found.pointer}/on-click-action/next/name`;
  }),
  seed('payload-unknown-key', (flow) => {
    const found = navigation(flow, (target) => Object.keys(target.data ?? {}).length === 0);
    if (!found) return undefined;
    found.component['on-click-action'].payload = { surplus_of_the_seed: 'x' };
    return `${found.pointer}/on-click-action/payload/surplus_of_the_seed`;
  }),
  seed('payload-missing-key', (flow) => {
    const found = navigation(flow, (target) => Object.keys(target.data ?? {}).length > 0);
    const payload = found?.component['on-click-action'].payload;
    const key = Object.keys(payload ?? {})[0];
    if (!found || key === undefined) return undefined;
    delete payload[key];
    return `${found.pointer}/on-click-action/payload`;
  }),
  seed('payload-type', (flow) => {
    const found = navigation(flow, (target) =>
      Object.values(target.data ?? {}).some((entry: Any) => entry.type === 'string'),
    );
    const payload = found?.component['on-click-action'].payload;
    const key = Object.keys(payload ?? {})[0];
    if (!found || key === undefined) return undefined;
    payload[key] = { wrong: true };
    return `${found.pointer}/on-click-action/payload/${key}`;
  }),
  seed('routing-unknown-screen', (flow) => {
    const [from] = Object.keys(flow.routing_model ?? {});
    if (from === undefined) return undefined;
    flow.routing_model[from].push('NOT_A_SCREEN_AT_ALL');
    return `/routing_model/${from}/${flow.routing_model[from].length - 1}`;
  }),
  seed('routing-self', (flow) => {
    const [from] = Object.keys(flow.routing_model ?? {});
    if (from === undefined) return undefined;
    flow.routing_model[from].push(from);
    return `/routing_model/${from}/${flow.routing_model[from].length - 1}`;
  }),
  seed('routing-way-back', (flow) => {
    // Not to the first screen, which would leave no beginning as well.
    const ids = flow.screens.map(({ id }: Any) => id);
    const from = ids.slice(1).find((id: string) => flow.routing_model?.[id]?.length > 0);
    const to = flow.routing_model?.[from]?.[0];
    if (to === undefined || !Array.isArray(flow.routing_model[to]) || ids.indexOf(to) < ids.indexOf(from))
      return undefined;
    flow.routing_model[to].push(from);
    return `/routing_model/${to}/${flow.routing_model[to].length - 1}`;
  }),
  seed('routing-missing-screen', (flow) => {
    const last = flow.screens.at(-1).id;
    if (!flow.routing_model || flow.screens.length < 2 || JSON.stringify(flow.screens).includes(`"name":"${last}"`))
      return undefined;
    delete flow.routing_model[last];
    for (const routes of Object.values(flow.routing_model) as string[][]) {
      if (routes.includes(last)) routes.splice(routes.indexOf(last), 1);
    }
    return '/routing_model';
  }),
  seed('data-api-version-unknown', (flow) =>
    flow.data_api_version ? put(flow, 'data_api_version', '1.0', '/data_api_version') : undefined,
  ),
  seed('routing-model-missing', (flow) =>
    flow.data_api_version && flow.routing_model
      ? put(flow, 'routing_model', undefined, '/data_api_version')
      : undefined,
  ),
  seed('data-channel-uri-removed', (flow) =>
    major(flow) >= 3 ? put(flow, 'data_channel_uri', 'https://example.com', '/data_channel_uri') : undefined,
  ),
  seed('image-web-address', (flow) => {
    const index = flow.screens.findIndex(({ layout }: Any) =>
      layout.children.every(({ type }: Any) => type !== 'NavigationList' && type !== 'RichText'),
    );
    if (index === -1) return undefined;
    flow.screens[index].layout.children.unshift({ type: 'Image', src: 'https://example.com/a.png' });
    return `/screens/${index}/layout/children/0/src`;
  }),
  seed('image-data-prefix', (flow) => {
    const index = flow.screens.findIndex(({ layout }: Any) =>
      layout.children.every(({ type }: Any) => type !== 'NavigationList' && type !== 'RichText'),
    );
    if (index === -1) return undefined;
    flow.screens[index].layout.children.unshift({
      type: 'Image',
      src: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==',
    });
    return `/screens/${index}/layout/children/0/src`;
  }),
  seed('pattern-without-helper', (flow) =>
    major(flow) >= 6.2
      ? set(
          'TextInput',
          'pattern',
          '^a$',
          ({ component }) =>
            component['helper-text'] === undefined && ['text', undefined].includes(component['input-type']),
        )(flow)
      : undefined,
  ),
  seed('action-not-here', (flow) => {
    const found = first(flow, 'OptIn', ({ component }) => component['on-click-action'] === undefined);
    if (!found) return undefined;
    found.component['on-click-action'] = { name: 'complete', payload: {} };
    return `${found.pointer}/on-click-action/name`;
  }),
];
