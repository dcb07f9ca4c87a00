import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FAULTS } from '../../../sandbox/cams/faults.ts';
import { largeFlowJson } from '../../../sandbox/cams/large-flow.ts';
import { SAMPLE_FLOWS } from '../../../sandbox/cams/sample-flows.ts';
import { isFlowId } from '../../../src/flows/ids/flow-id.ts';

/** As much of Meta's Flow JSON as these checks look at. */
const flowJson = z.object({
  version: z.string(),
  data_api_version: z.string().optional(),
  routing_model: z.record(z.string(), z.array(z.string())).optional(),
  screens: z.array(
    z.looseObject({
      // Letters and underscores only, and not the reserved SUCCESS (source: "Screens" in Meta's Flow JSON reference).
      id: z.string().regex(/^(?!SUCCESS$)[A-Za-z_]+$/),
      title: z.string().min(1),
      terminal: z.boolean().optional(),
      data: z.record(z.string(), z.unknown()).default({}),
      layout: z.object({ type: z.literal('SingleColumnLayout'), children: z.array(z.looseObject({})).min(1).max(50) }),
    }),
  ),
});
type Screen = z.infer<typeof flowJson>['screens'][number];

/** Everything in a screen that is an object, at any depth. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [{ ...value }, ...inside];
}

const componentsOf = (screen: Screen) => objectsIn(screen.layout).filter(({ type }) => typeof type === 'string');
const fieldsOf = (screen: Screen) =>
  componentsOf(screen).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
const actionsOf = (screen: Screen) =>
  objectsIn(screen.layout).filter(({ payload }) => typeof payload === 'object' && payload !== null);

const navigateAction = z.object({ name: z.literal('navigate'), next: z.object({ name: z.string() }) });
const targetsOf = (screen: Screen) =>
  actionsOf(screen).flatMap((action) => {
    const parsed = navigateAction.safeParse(action);
    return parsed.success ? [parsed.data.next.name] : [];
  });

const all = [...SAMPLE_FLOWS, { flowId: 's200-two-megabytes', name: 'Spare parts', json: largeFlowJson() }];

describe.each(all)('the flow "$name"', ({ json }) => {
  const flow = flowJson.parse(JSON.parse(json));
  const ids = flow.screens.map(({ id }) => id);
  const screenOf = (id: string) => flow.screens.find((screen) => screen.id === id);
  const routes = flow.routing_model ?? Object.fromEntries(flow.screens.map((screen) => [screen.id, targetsOf(screen)]));

  it('names each screen once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a routing model of just these screens, where it has one or needs one', () => {
    if (flow.data_api_version !== undefined) expect(flow.routing_model).toBeDefined();
    expect(Object.keys(routes).toSorted()).toEqual(ids.toSorted());
    expect(
      Object.values(routes)
        .flat()
        .filter((target) => !ids.includes(target)),
    ).toEqual([]);
  });

  it('navigates along its routes, and has no others unless its endpoint chooses the next screen', () => {
    for (const screen of flow.screens) {
      const [targets, route] = [[...new Set(targetsOf(screen))].toSorted(), routes[screen.id]?.toSorted()];
      const isChosenElsewhere = actionsOf(screen).some(({ name }) => name === 'data_exchange');
      expect(route).toEqual(isChosenElsewhere ? expect.arrayContaining(targets) : targets);
    }
  });

  it('has one entry, reaches every screen from it, and never goes in a circle', () => {
    const targets = new Set(Object.values(routes).flat());
    const entries = ids.filter((id) => !targets.has(id));
    expect(entries).toEqual([ids[0]]);
    const seen = new Set<string>();
    const visit = (id: string, path: readonly string[]): void => {
      expect(path).not.toContain(id);
      if (seen.has(id)) return;
      seen.add(id);
      for (const next of routes[id] ?? []) visit(next, [...path, id]);
    };
    for (const entry of entries) visit(entry, []);
    expect(seen.size).toBe(ids.length);
  });

  it('ends in terminal screens, each with a footer that completes the flow', () => {
    const terminal = flow.screens.filter((screen) => screen.terminal);
    expect(terminal).not.toEqual([]);
    for (const screen of terminal) {
      const footers = componentsOf(screen).filter(({ type }) => type === 'Footer');
      expect(footers).toEqual([
        expect.objectContaining({ 'on-click-action': expect.objectContaining({ name: 'complete' }) }),
      ]);
    }
  });

  it('refers only to fields and data that are there', () => {
    const missing = flow.screens.flatMap((screen) =>
      [...JSON.stringify(screen.layout).matchAll(/\$\{(?:screen\.(\w+)\.)?(form|data)\.(\w+)/g)]
        .filter(([, other, kind, name = '']) => {
          const owner = other === undefined ? screen : screenOf(other);
          const known = owner && (kind === 'form' ? fieldsOf(owner) : Object.keys(owner.data));
          return !known?.includes(name);
        })
        .map(([reference]) => `${screen.id}: ${reference}`),
    );
    expect(missing).toEqual([]);
  });

  it('passes a screen exactly the data that it declares', () => {
    const navigates = flow.screens.flatMap((screen) => actionsOf(screen)).filter(({ name }) => name === 'navigate');
    for (const action of navigates) {
      const target = navigateAction.parse(action).next.name;
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(action.payload)).toSorted()).toEqual(
        Object.keys(screenOf(target)?.data ?? {}).toSorted(),
      );
    }
  });
});

describe('the sample flows', () => {
  it('are of several Flow JSON versions, one of 30 screens', () => {
    const flows = SAMPLE_FLOWS.map(({ json }) => flowJson.parse(JSON.parse(json)));
    expect(flows.map(({ version }) => version).toSorted()).toEqual(['2.1', '3.1', '4.0', '5.1', '6.2', '6.3', '7.1']);
    expect(Math.max(...flows.map(({ screens }) => screens.length))).toBe(30);
  });

  it('are without line breaks: to make them readable is up to the bot', () => {
    expect(SAMPLE_FLOWS.filter(({ json }) => json.includes('\n'))).toEqual([]);
  });

  it('have flow IDs of their own, decimal and hexadecimal', () => {
    const ids = SAMPLE_FLOWS.map(({ flowId }) => flowId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => /^1706\d{12,14}$/.test(id))).toHaveLength(4);
    expect(ids.filter((id) => /^17b6[0-9a-f]{28}$/.test(id))).toHaveLength(3);
  });
});

describe('the large flow', () => {
  it('is a bit over 2 MB', () => {
    expect(Buffer.byteLength(largeFlowJson()) / 2 ** 20).toBeCloseTo(2.07, 1);
  });
});

describe('the catalogue of faults', () => {
  it('has flow IDs that a person can type, each once', () => {
    const ids = FAULTS.map(({ flowId }) => flowId);
    expect(ids.filter((id) => !isFlowId(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(FAULTS.map(({ name }) => name)).toEqual(ids);
  });
});
