import { describe, expect, it } from 'vitest';
import { flowOf, pointerIn } from '../../../scripts/checks/example.ts';
import { EXAMPLES } from '../../../scripts/checks/examples.ts';
import { checkFlow, RULE_IDS, RULES, type RuleId } from '../../../src/checks/index.ts';

/** A frozen version is a finding of its own, and examples of old versions have it. */
const OLD = { disabled: new Set(['version-frozen']) };

const tried = (rule: RuleId) => EXAMPLES[rule].filter(({ isShownOnly }) => !isShownOnly);

it('all rules have an example that is tried, but for those that only a huge flow breaks', () => {
  expect(RULE_IDS.filter((rule) => tried(rule).length === 0)).toEqual(['nested-too-deep', 'findings-left-out']);
});

describe.each(RULE_IDS.filter((rule) => tried(rule).length > 0))('%s', (rule) => {
  const examples = tried(rule);
  const options = rule === 'version-frozen' ? {} : OLD;

  it.each(examples.map((example, index) => ({ example, index })))(
    'is found in wrong example $index only, at its place',
    ({ example }) => {
      expect(checkFlow(flowOf(example, 'right'), options)).toEqual([]);

      const wrong = checkFlow(flowOf(example, 'wrong'), options);
      const severity = example.severity ?? RULES[rule].severity;
      expect(wrong.map((found) => [found.rule, found.pointer, found.severity])).toEqual([
        [rule, pointerIn(example), severity],
      ]);
      for (const { message, fix } of wrong) expect(`${message} ${fix}`).not.toMatch(/\{\w+\}|undefined/);
    },
  );
});
