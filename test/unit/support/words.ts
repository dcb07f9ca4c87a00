import type { Language } from '../../../src/i18n.ts';

/** `{{flow}}`, by its name. */
export const HOLE = /\{\{(\w+)\}\}/g;

/** Words that were once in the texts, and what is said instead: "Words for people" in CONTRIBUTING.md. */
export const OLD_WORDS: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/\b(?:is|are|be|been|being|was|were) told\b|\btold of\b/i, 'notify'],
    [/\blook(?:ed|s)? at\b/i, 'read, watch, check'],
    [/\btroubles?\b/i, 'problem'],
    [/\basked for by\b/i, 'requested by'],
    [/\bwhoever\b/i, "the bot's operators"],
    [/\bthis bot(?:'s)? (?!doesn't serve)/i, "the bot's, I"],
    [/\bmay not\b/i, "isn't allowed to, can't"],
    [/\bsomebody asked\b/i, 'an earlier request'],
    [/\b(?:ask|begin|start) anew\b/i, 'again'],
    [/, since (?!\{\{)/i, 'because'],
    [/\bin place of\b/i, 'instead of'],
    [/\bmeanwhile\b/i, 'until then'],
    [/\bI know no\b|\bI (?:have|had) no \w+ (?:of|for)\b/i, "I don't have"],
    [/\bbe told\b|\btell(?:s)? (?:this|the) channel\b/i, 'notify'],
    [/\bthe usual one\b/i, 'default'],
    [/\ball the same\b/i, 'still'],
    [/\bat fault\b|\bhad a fault\b/i, 'error'],
    [/\brefused was\b/i, 'denied'],
    [/\bfor you only\b|\bto you alone\b/i, 'only you'],
    [/\btype on\b/i, 'keep typing'],
    [/\bin use\b/i, "isn't archived"],
    [/\b(?:e-?mail|web ?site) (?:adress|seperat)/i, 'spelling'],
  ],
  'zh-CN': [
    [/您/, '你'],
    [/维护者|管理者/, '运维人员'],
    [/访问密钥/, 'AccessKey'],
    [/(?<!WhatsApp )\bFlows?\b(?! JSON)/, '流程'],
    [/更改/, '变更'],
    [/帐号|帐户|账户/, '账号'],
    [/消息串|讨论串/, '话题串'],
    [/频道内/, '频道中'],
    [/若仍|如若/, '如果'],
  ],
};

/** What a placeholder of the Chinese texts is filled in with: how it begins and ends decides about the spaces around it. */
const FILLED_IN: Readonly<Record<string, string>> = {
  flow: '流程 `17b6`',
  flows: '3 个流程',
  side: '流程 `17b6` 版本 2',
  before: '流程 `17b6` 版本 1',
  after: '流程 `17b6` 版本 2',
  wait: '约 3 秒',
  every: '每 10 分钟',
  stretched: '每 16 分钟',
  when: '<!date^1^x|y>',
  person: '<@U1>',
  directMessage: '你与我的私信',
  message: '这条消息',
  why: '该频道已归档',
  where: '本频道',
  happened: '阿里云在 10 秒内没有应答。',
  next: '请重试。',
  count: '2',
  limit: '5',
  version: '7.1',
  number: '2',
};
/** These stand for either of two things, or for a piece of the sentence. */
const EITHER = new Set(['what', 'field', 'status', 'denied', 'atHost', 'facts', 'one', 'other', 'summary', 'reason']);
export const asRead = (text: string, key: string): string =>
  text.replace(HOLE, (_hole, name: string, at: number) => {
    // Where the word is there already, the placeholder is but the ID.
    if (name === 'flow' && /流程 $/.test(text.slice(0, at))) return '`17b6`';
    // A change's values are what stands in the file, between quotes.
    if (EITHER.has(name) || (key.startsWith('change.') && name !== 'count' && name !== 'when')) return '\ufffc';
    return FILLED_IN[name] ?? '\ufffc';
  });
