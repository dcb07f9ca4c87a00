import type { Component, FlowModel, Screen } from '../model/flow-model.ts';
import { isObject } from '../parse/place.ts';
import type { RuleFunction } from './context.ts';

const footers = ({ components }: Screen): Component[] => components.filter(({ type }) => type === 'Footer');

const completes = (screen: Screen) => screen.actions.some(({ name }) => name === 'complete');

const hasTerminal = ({ screens }: FlowModel) => screens.some(({ isTerminal }) => isTerminal);

/** A flow has a terminal screen (source: Meta, error MISSING_TERMINAL_SCREEN). */
export const checkTerminalScreens: RuleFunction = (flow, report) => {
  const { screens, root } = flow;
  if (screens.length === 0 || hasTerminal(flow) || !screens.some(({ place }) => isObject(place.value))) return;
  const ending = screens.find(completes);
  report('terminal-screen-missing', ending?.place ?? root.get('screens') ?? root, { nearest: ending?.words });
};

/** Each terminal screen has a Footer (sources: Meta, guides/flowjson; error MISSING_FOOTER_ON_TERMINAL_SCREEN). */
export const checkTerminalFooters: RuleFunction = ({ screens }, report) => {
  for (const screen of screens) {
    // With a NavigationList the screen is not meant to end the flow; that is told of by itself.
    const leadsOn = screen.components.some(({ type }) => type === 'NavigationList');
    if (screen.isTerminal && footers(screen).length === 0 && screen.tooDeep.length === 0 && !leadsOn) {
      report('terminal-without-footer', screen.place, { screen: screen.words });
    }
  }
};

/**
 * A terminal screen's Footer completes the flow or asks the endpoint; below 7.3 Meta publishes one that navigates, and
 * the flow never ends there (sources: Meta, guides/flowjson; Meta's own web checker, 7.3).
 */
export const checkTerminalActions: RuleFunction = ({ screens, version }, report) => {
  for (const { isTerminal, actions, words } of screens) {
    if (!isTerminal) continue;
    for (const { name, place, owner } of actions) {
      if (owner.type !== 'Footer' || name !== 'navigate') continue;
      const target = place.get('next')?.text('name');
      const variant = version.demands('7.3') ? undefined : 'old';
      report('terminal-footer-navigates', place.get('name') ?? place, { screen: words, target }, { variant });
    }
  }
};

/** "complete" stands on terminal screens only (source: Meta, error INVALID_COMPLETE_ACTION). */
export const checkCompletes: RuleFunction = (flow, report) => {
  // Where no screen is terminal, that is the fault.
  if (!hasTerminal(flow)) return;
  for (const { owner, name, place } of flow.actions) {
    // Elsewhere than in a Footer it may not stand at all.
    if (name !== 'complete' || owner.screen.isTerminal || owner.type !== 'Footer') continue;
    report('complete-not-terminal', place.get('name') ?? place, { screen: owner.screen.words });
  }
};

/** "success" belongs to terminal screens, and one of them has to end well (sources: Meta, guides/flowjson; error codes). */
export const checkSuccess: RuleFunction = ({ screens }, report) => {
  const ends = screens.filter(({ isTerminal }) => isTerminal);
  for (const { place, isTerminal, words } of screens) {
    const success = place.get('success');
    if (success && typeof success.value === 'boolean' && !isTerminal) {
      report('success-not-terminal', success, { screen: words }, { onKey: true });
    }
  }
  const [first] = ends;
  if (first && ends.every(({ place }) => place.raw('success') === false)) {
    report('no-success-screen', first.place.get('success') ?? first.place);
  }
};

/** No NavigationList on a terminal screen (source: Meta, guides/components, NavigationList). */
export const checkTerminalLists: RuleFunction = ({ screens }, report) => {
  for (const { isTerminal, components, words } of screens) {
    if (!isTerminal) continue;
    for (const { type, place } of components) {
      if (type === 'NavigationList') report('navigation-list-on-terminal', place, { screen: words });
    }
  }
};
