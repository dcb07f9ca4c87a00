import type { StricterKey } from '../data/versions.ts';
import type { RuleTexts } from './rule.ts';

export const CHINESE: Readonly<Record<string, Partial<RuleTexts>>> = {};
export const CHINESE_STRICTER: Readonly<Record<StricterKey, string>> = {} as Record<StricterKey, string>;
