import { describe, expect, it } from 'vitest';
import { flowOf } from '../../../scripts/checks/example.ts';
import { EXAMPLES } from '../../../scripts/checks/examples.ts';
import type { Rule } from '../../../src/checks/catalogue/rule.ts';
import { textsOf } from '../../../src/checks/catalogue/texts.ts';
import { checkFlow, RULE_IDS, RULES } from '../../../src/checks/index.ts';

const factsIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text);
const all = RULE_IDS.flatMap((id) => {
  const rule: Rule = RULES[id];
  return [undefined, ...Object.keys(rule.variants ?? {})].map((variant) => ({
    id,
    variant,
    name: [id, variant].filter(Boolean).join('/'),
  }));
});

describe('what the rules say in Chinese', () => {
  it.each(all)('$name names the same facts as in English', ({ id, variant }) => {
    const english = textsOf(id, variant, 'en');
    const chinese = textsOf(id, variant, 'zh-CN');
    for (const key of ['message', 'fix', 'fixNearest'] as const) {
      expect(chinese[key] === undefined, key).toBe(english[key] === undefined);
      if (chinese[key] === undefined || english[key] === undefined) continue;
      expect(isChinese(chinese[key]), chinese[key]).toBe(true);
      expect(factsIn(chinese[key]), key).toEqual(factsIn(english[key]));
    }
  });

  it('is found like in English, at the same places', () => {
    for (const example of RULE_IDS.flatMap((id) => EXAMPLES[id]).filter(({ isShownOnly }) => !isShownOnly)) {
      const text = flowOf(example, 'wrong');
      const chinese = checkFlow(text, { language: 'zh-CN' });
      expect(chinese.map(({ rule, pointer }) => [rule, pointer])).toEqual(
        checkFlow(text).map(({ rule, pointer }) => [rule, pointer]),
      );
      for (const { message, fix } of chinese)
        expect(isChinese(message) && isChinese(fix), `${message} ${fix}`).toBe(true);
    }
  });
});
