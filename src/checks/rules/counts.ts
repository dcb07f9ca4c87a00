import { COMPONENTS, SCREEN_COMPONENTS } from '../data/components.ts';
import type { Component, Screen } from '../model/flow-model.ts';
import type { RuleFunction } from './context.ts';

/** The components of one way through the branches, of If and Switch the one with the most of what is counted. */
function longestWay(list: readonly Component[], counts: (component: Component) => boolean): Component[] {
  return list.flatMap((component) => {
    const own = counts(component) ? [component] : [];
    const { type, children } = component;
    if (type !== 'If' && type !== 'Switch') return [...own, ...longestWay(children, counts)];
    const ways = new Map<string, Component[]>();
    for (const child of children) {
      const name = child.branches.at(-1)?.name ?? '';
      const way = ways.get(name);
      if (way) way.push(child);
      else ways.set(name, [child]);
    }
    const longest = [...ways.values()].map((way) => longestWay(way, counts)).sort((a, b) => b.length - a.length)[0];
    return [...own, ...(longest ?? [])];
  });
}

const VARIANTS: Readonly<Record<string, string>> = {
  Footer: 'footer',
  EmbeddedLink: 'link',
  Image: 'image',
  OptIn: 'opt-in',
};

/** At most 50 documented, 100 taken; a Form does not count (sources: Meta, guides/components; Meta's own web checker). */
export const checkComponentCount: RuleFunction = ({ screens }, report) => {
  for (const { top, place, components } of screens) {
    if (components.length <= SCREEN_COMPONENTS.documented) continue;
    const count = longestWay(top, ({ type }) => type !== 'Form').length;
    const { documented, most } = SCREEN_COMPONENTS;
    if (count > most) report('too-many-components', place, { count, max: most });
    else if (count > documented)
      report('too-many-components', place, { count, max: documented }, { variant: 'documented' });
  }
};

const NONE: readonly Component[] = [];

/** Those of a type on the longest way; none where there are not more than `max` at all. */
function moreThan(max: number, screen: Screen, type: string): readonly Component[] {
  let count = 0;
  for (const component of screen.components) if (component.type === type) count += 1;
  return count > max ? longestWay(screen.top, (component) => component.type === type) : NONE;
}

/**
 * Of some components a screen takes few, of branches the larger one counts (sources: Meta, guides/components and
 * reference/media_upload; errors MAX_…_PER_SCREEN). Told at the first one that is too many.
 */
export const checkCountsPerScreen: RuleFunction = ({ screens, version }, report) => {
  for (const screen of screens) {
    if (screen.components.length < 2) continue;
    for (const [type, { perScreen }] of COMPONENTS) {
      const max = type === 'Form' ? (version.demands('7.0') ? 1 : undefined) : perScreen;
      if (max === undefined) continue;
      const found = moreThan(max, screen, type);
      const [surplus] = found.slice(max);
      if (!surplus) continue;
      const inBranch = type === 'Footer' && found.some(({ branches }) => branches.length > 0);
      const variant = inBranch ? 'footer-beside-branch' : VARIANTS[type];
      report('too-many-of-component', surplus.place, { count: found.length, type, max }, { variant });
    }
    const photo = screen.components.find(({ type }) => type === 'PhotoPicker');
    const documentPicker = screen.components.find(({ type }) => type === 'DocumentPicker');
    if (photo && documentPicker) {
      const second = screen.components.findLast((one) => one === photo || one === documentPicker) ?? photo;
      report('too-many-of-component', second.place, {}, { variant: 'pickers' });
    }
  }
};

/** Three ImageCarousels in the whole flow (source: Meta, guides/components, ImageCarousel). */
export const checkCountsPerFlow: RuleFunction = ({ screens }, report) => {
  for (const [type, { perFlow, perScreen = Number.POSITIVE_INFINITY }] of COMPONENTS) {
    if (perFlow === undefined) continue;
    // What a screen has too many of is told there.
    const counted = screens.flatMap((screen) => moreThan(0, screen, type).slice(0, perScreen));
    const [surplus] = counted.slice(perFlow);
    if (surplus)
      report(
        'too-many-of-component',
        surplus.place,
        { count: counted.length, type, max: perFlow },
        { variant: 'flow' },
      );
  }
};

/** RichText stands alone, from 6.3 on with one Footer (sources: Meta, guides/components; Meta's own web checker). */
export const checkRichTextAlone: RuleFunction = ({ screens, version }, report) => {
  for (const { components } of screens) {
    const richText = components.find(({ type }) => type === 'RichText');
    if (!richText || richText.branches.length > 0) continue;
    const footers = components.filter(({ type }) => type === 'Footer');
    const mayHaveFooter = version.has('6.3');
    const others = components.filter((one) => one !== richText && one.type !== 'Form' && one.spec);
    const other = others.find(({ type }) => type !== 'Footer');
    if (other) {
      const variant = mayHaveFooter ? 'footer' : undefined;
      report('rich-text-not-alone', other.place, { type: other.type }, { variant });
    } else if (!mayHaveFooter && footers[0]) {
      report('rich-text-not-alone', footers[0].place, {}, { variant: 'footer-too-early' });
    }
  }
};

/**
 * A NavigationList stands alone; Meta's checker tolerates a Form around it (sources: Meta, guides/components; Meta's own
 * web checker).
 */
export const checkNavigationListAlone: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    if (!components.some(({ type, branches }) => type === 'NavigationList' && branches.length === 0)) continue;
    const other = components.find(({ type, spec }) => spec && type !== 'NavigationList' && type !== 'Form');
    if (other) report('navigation-list-not-alone', other.place, { type: other.type });
  }
};
