import { isRuleId, type RuleId, ruleOf } from '../catalogue/index.ts';
import { textsOf } from '../catalogue/texts.ts';
import { COMPONENTS } from '../data/components.ts';
import type { Finding, Language } from '../finding.ts';
import { linesAndColumns } from '../parse/line-column.ts';
import { type Path, type Place, pointerOf } from '../parse/place.ts';
import { findPositions } from '../parse/positions.ts';
import { fillIn } from './fill-in.ts';

/** What a message speaks of. A place is told as its line. */
export type Fact = string | number | undefined | Place | readonly Place[];
export type Facts = Readonly<Record<string, Fact>>;

export interface ReportOptions {
  /** Which of the rule's variants it is. */
  variant?: string | undefined;
  /** The fault is the name of the member, not its value. */
  onKey?: boolean;
}

/** Tells of a fault at a place. */
export interface Report {
  /** @param facts as a function where finding them out costs: it is called for what is told only */
  (rule: RuleId, place: Place, facts?: Facts | (() => Facts), options?: ReportOptions): void;
  /** Whether more findings of the rule would only be counted. */
  isFull(rule: RuleId): boolean;
}

interface Entry {
  rule: RuleId;
  path: Path;
  facts: Facts;
  options: ReportOptions;
  screen: string | undefined;
  component: string | undefined;
}

/** So many findings of one rule are kept: what a program did wrong ten thousand times is seen by the first ones. */
const MAX_PER_RULE = 200;

/** The ID of the screen that a place is on. */
function screenOf(place: Place): string | undefined {
  const way: Place[] = [];
  for (let at: Place | undefined = place; at; at = at.parent) way.push(at);
  const [, screens, screen] = way.reverse();
  return screens?.key === 'screens' && typeof screen?.key === 'number' ? screen.text('id') : undefined;
}

/** The component in which a place is, in a reader's words: `TextInput "email"`. */
export function componentOf(place: Place): string | undefined {
  for (let at: Place | undefined = place; at; at = at.parent) {
    const type = at.text('type');
    if (type !== undefined && typeof at.key === 'number' && isInLayout(at)) {
      const name = at.text('name');
      const known = COMPONENTS.has(type) ? type : 'component';
      return name === undefined || name.trim() === '' ? known : `${known} "${name}"`;
    }
  }
  return undefined;
}

const isInLayout = (place: Place): boolean => {
  for (let at: Place | undefined = place; at?.parent; at = at.parent) {
    if (at.key === 'data' || at.key === 'data-source' || at.key === 'payload') return false;
    if (at.key === 'layout') return true;
  }
  return false;
};

const isPlaces = (fact: Fact): fact is readonly Place[] => Array.isArray(fact);
const placesIn = (facts: Facts): Place[] =>
  Object.values(facts).flatMap((fact) =>
    isPlaces(fact) ? [...fact] : typeof fact === 'object' ? [fact as Place] : [],
  );

/** Gathers what the rules find, and tells it with lines, in the order of the file. */
export class Collector {
  private readonly entries: Entry[] = [];
  private readonly counts = new Map<RuleId, { count: number; firstLeftOut: Place | undefined }>();
  private readonly disabled: ReadonlySet<string>;

  constructor(disabled: ReadonlySet<string> = new Set()) {
    this.disabled = disabled;
  }

  readonly report: Report = Object.assign(this.take.bind(this), { isFull: this.isFull.bind(this) });

  private isFull(rule: RuleId): boolean {
    return (this.counts.get(rule)?.count ?? 0) >= MAX_PER_RULE;
  }

  private take(rule: RuleId, place: Place, facts: Facts | (() => Facts) = {}, options: ReportOptions = {}): void {
    if (this.disabled.has(rule)) return;
    const counted = this.counts.get(rule) ?? { count: 0, firstLeftOut: undefined };
    this.counts.set(rule, counted);
    counted.count += 1;
    if (counted.count > MAX_PER_RULE) {
      counted.firstLeftOut ??= place;
      return;
    }
    this.add(rule, place, typeof facts === 'function' ? facts() : facts, options);
  }

  private add(rule: RuleId, place: Place, facts: Facts, options: ReportOptions) {
    const screen = screenOf(place);
    this.entries.push({ rule, path: place.path(), facts, options, screen, component: componentOf(place) });
  }

  /**
   * @param text the text whose places were reported
   * @returns the findings in the order of the file
   */
  findings(text: string, language: Language): Finding[] {
    for (const [rule, { count, firstLeftOut }] of [...this.counts]) {
      if (!firstLeftOut || !isRuleId(rule)) continue;
      this.add('findings-left-out', firstLeftOut, { count: count - MAX_PER_RULE, rule }, {});
    }
    const mentioned = this.entries.flatMap(({ facts }) => placesIn(facts));
    const paths = [...this.entries.map(({ path }) => path), ...mentioned.map((place) => place.path())];
    const { spans, repeatedKeys } = findPositions(text, paths);
    const offsets = spans.map((span) => span?.start ?? 0);
    const repeated = this.disabled.has('repeated-key') ? [] : repeatedKeys.slice(0, MAX_PER_RULE);

    const places = this.entries.map(({ path, options }, index) => ({
      path,
      offset: (options.onKey ? spans[index]?.key : spans[index]?.start) ?? 0,
    }));
    const all = [...offsets, ...places.map(({ offset }) => offset), ...repeated.map(({ offset }) => offset)];
    const sorted = [...new Set(all)].sort((a, b) => a - b);
    const found = linesAndColumns(text, sorted);
    const positions = new Map(sorted.map((offset, index) => [offset, found[index] ?? { line: 1, column: 1 }]));
    const positionAt = (offset: number) => positions.get(offset) ?? { line: 1, column: 1 };
    const lines = new Map(
      mentioned.map((place, index) => [place, positionAt(offsets[this.entries.length + index] ?? 0).line]),
    );
    const words = (facts: Facts) =>
      new Map(
        Object.entries(facts).map(([name, fact]) => [
          name,
          isPlaces(fact)
            ? [...new Set(fact.map((place) => lines.get(place) ?? 1))].sort((a, b) => a - b).join(', ')
            : typeof fact === 'object'
              ? String(lines.get(fact as Place) ?? 1)
              : fact === undefined
                ? undefined
                : String(fact),
        ]),
      );

    const told = this.entries.map((entry, index) => {
      const offset = places[index]?.offset ?? 0;
      return { offset, index, finding: tell(entry, words(entry.facts), positionAt(offset), language) };
    });
    const again = repeated.map(({ path, offset }, index) => {
      const entry = {
        rule: 'repeated-key' as const,
        path,
        facts: {},
        options: {},
        screen: undefined,
        component: undefined,
      };
      const facts = new Map([['name', String(path.at(-1))]]);
      return { offset, index: this.entries.length + index, finding: tell(entry, facts, positionAt(offset), language) };
    });
    return [...told, ...again].sort((a, b) => a.offset - b.offset || a.index - b.index).map(({ finding }) => finding);
  }
}

function tell(
  { rule, path, options, screen, component }: Entry,
  facts: ReadonlyMap<string, string | undefined>,
  { line, column }: { line: number; column: number },
  language: Language,
): Finding {
  const { severity, metaCode, variants } = ruleOf(rule);
  const variant = options.variant === undefined ? undefined : variants?.[options.variant];
  const texts = textsOf(rule, options.variant, language);
  const isNearest = facts.get('nearest') !== undefined && texts.fixNearest !== undefined;
  return {
    rule,
    severity: variant?.severity ?? severity,
    pointer: pointerOf(path),
    line,
    column,
    screen,
    component,
    message: fillIn(texts.message, facts),
    fix: fillIn((isNearest ? texts.fixNearest : undefined) ?? texts.fix, facts),
    metaCode: variant?.metaCode === null ? undefined : (variant?.metaCode ?? metaCode),
  };
}
