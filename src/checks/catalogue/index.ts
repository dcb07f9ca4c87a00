import { ACTION_RULES } from './action-rules.ts';
import { DATA_RULES } from './data-rules.ts';
import type { Rule } from './rule.ts';
import { SCHEMA_RULES } from './schema-rules.ts';
import { SCREEN_RULES } from './screen-rules.ts';
import { TEXT_RULES } from './text-rules.ts';

/** Every rule by its ID, in the order of `docs/checks.md`. */
export const RULES = { ...TEXT_RULES, ...SCHEMA_RULES, ...SCREEN_RULES, ...DATA_RULES, ...ACTION_RULES };

export type RuleId = keyof typeof RULES;

export const ruleOf = (id: RuleId): Rule => RULES[id];

export const RULE_IDS = Object.keys(RULES) as RuleId[];

export const isRuleId = (id: string): id is RuleId => Object.hasOwn(RULES, id);
