import {
  HASH_WORDS,
  isLabelledByNoun,
  isListedAmongOthers,
  isOtherKey,
  type Name,
  NUMBER_NOUN,
  namedBy,
  whole,
} from './label-words.ts';

/** A number or hexadecimal text that may be a flow ID, and what stands around it. */
export interface Candidate {
  id: string;
  /**
   * Up to 120 characters that lead to it, of the same sentence, its heading or its column's header; names taken apart,
   * numbers as {@link LONG_VALUE} and {@link SHORT_VALUE}.
   */
  before: string;
  /** Up to 60 characters that follow it in the same sentence, prepared in the same way. */
  after: string;
  /** The characters right before and right behind, as written; at most 24. */
  touchingBefore: string;
  touchingAfter: string;
  /** Whether it stands under another key or column header of a record or table that has its flow ID elsewhere. */
  isBesideFlowId: boolean;
  /** Its key, where it stands as in code or a log: `"key": "…"`, `key=…`, `some_key: …`. */
  key: string | undefined;
  /** Whether it is a value in what Meta sends to a webhook, under a key that does not say flow. */
  isInWebhook: boolean;
  /** What is near it, prepared as `before`, on its own line (300 characters), above and below (120 each). */
  linesAround: () => { line: string; neighbours: readonly string[] };
  /** Whether the message speaks of a flow anywhere. */
  isFlowSpokenOf: boolean;
}

/** A candidate and which kind of word names it. */
export interface Named extends Candidate {
  named: Name;
}

export interface Rule {
  name: string;
  why: string;
  points: number;
  applies: (candidate: Named) => boolean;
}

/** What a candidate needs to be offered. */
export const THRESHOLD = 2;

const AFTER_WORDS =
  'orders?|invoices?|tracking|tickets?|customers?|phone|tel|card|waba|template|campaign|md5|sha\\d*|etag|checksum|hash|commit|trace|request|timestamp|epoch|token|key|password|imei|ean|barcode|account|bestell(?:ung|nummer)|sendungsnummer|kundennummer|telefonnummer|pedido|factura|commande|suivi|facture|ordine|fattura';
/** What may stand behind an ID and say that it is none: `is my order number`, `(template ID)`, `bytes`. */
const OTHER_AFTER = new RegExp(
  [
    String.raw`^["'*_\x60)\s]{0,4}(?:(?:is|was|as|ist|war|es|est|è|é)\s+)(?:(?:this|that|my|the|our|your|his|her|their|a|an|die|der|das|eine?|la|el|le|il|una?|une|wäre|n[úu]mero|num[ée]ro|numero|de|do|di)\s+){0,4}(?:${AFTER_WORDS})(?![\p{L}\p{N}])(?!\s(?:\p{L}+\s)?(?:flows?|flujos?|form|screens?))`,
    String.raw`^["'*_\x60\s]{0,3}\((?:(?:the|my|our|a|an|die|der|das|el|la|le)\s)?(?:${AFTER_WORDS})(?:\s(?:${NUMBER_NOUN}))?\)`,
    String.raw`^["'*_\x60\s]{0,3}(?:${AFTER_WORDS})\s(?:${whole(NUMBER_NOUN)})`,
    String.raw`^\s{0,2}(?:usd|eur|cny|rmb|gbp|inr|dollars?|euros?|pesos|yuan|bytes|ms|milliseconds|microseconds|us|µs|ns|rows|requests|impressions)(?![\p{L}\p{N}])`,
    '^[\\s"\'\x60*]{0,3}(?:这个|这是|是)?(?:是)?(?:我的|一个|客户的)?(?:订单|电话|手机|快递|运单|价格|元|块|美元|时间戳|模板|账号|客户)(?!流程)',
  ].join('|'),
  'iu',
);
const FLOW_AFTER = /\b(?:flows?|screens?|flow json|flujos?|draft|published|deprecated|throttled)\b|流程|草稿|已发布/i;

const DIGITS = /^\d+$/;
const DATE_DIGITS = /^20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d/;
const CURRENCY = String.raw`[$€£¥￥₹₽₩]|\b(?:usd|eur|gbp|cny|rmb|inr|brl|mxn|idr|sgd|hkd|jpy|chf)\b`;
const CURRENCY_BEFORE = new RegExp(`(?:${CURRENCY})\\s*$`, 'i');
const CURRENCY_AFTER = new RegExp(`^\\s*(?:${CURRENCY}|元)`, 'i');

/** Every rule that a candidate without an explicit label is judged by; the points of those that apply are added. */
export const RULES: readonly Rule[] = [
  {
    name: 'digits-of-meta',
    why: 'Meta numbers its flows with 15 to 17 digits; the documentation of CAMS has 18 too',
    points: 3,
    applies: ({ id }) => DIGITS.test(id),
  },
  {
    name: 'hexadecimal',
    why: 'CAMS gives 32 hexadecimal characters for a flow that it created',
    points: 3,
    applies: ({ id }) => !DIGITS.test(id),
  },
  {
    name: 'named-flow',
    why: 'the nearest naming word before it is a flow or a screen',
    points: 3,
    applies: ({ named }) => named === 'flow',
  },
  {
    name: 'named-other',
    why: 'the nearest naming word before it is an order, a phone, a hash, a time, and labels it: at most names and connecting words between, no verb, no other number',
    points: -7,
    applies: ({ named }) => named === 'other',
  },
  {
    name: 'named-other-far',
    why: 'such a word stands before it and labels something else, which says little',
    points: -1,
    applies: ({ named }) => named === 'other-far',
  },
  {
    name: 'beside-flow-id',
    why: 'its record or table marks the flow ID by another key or column',
    points: -7,
    applies: ({ isBesideFlowId }) => isBesideFlowId,
  },
  {
    name: 'labelled-by-noun',
    why: 'a noun with “ID”, “number”, “号” right before it labels it, and no flow is named with it, whatever the noun',
    points: -7,
    applies: ({ before }) => isLabelledByNoun(before),
  },
  {
    name: 'listed-among-others',
    why: 'it is one of several numbers with a noun each, one of them an order or the like, and no flow is spoken of',
    points: -5,
    applies: ({ before, after, linesAround, isFlowSpokenOf }) =>
      !isFlowSpokenOf && isListedAmongOthers(before, after, () => linesAround().neighbours),
  },
  {
    name: 'other-key',
    why: 'its key in code or a log ends as those of technical numbers do and does not say flow',
    points: -8,
    applies: ({ key }) => key !== undefined && isOtherKey(key),
  },
  {
    name: 'webhook',
    why: 'what Meta sends to a webhook has IDs of accounts, phones and messages; a flow has its own key',
    points: -8,
    applies: ({ isInWebhook }) => isInWebhook,
  },
  {
    name: 'hash-nearby',
    why: '32 hexadecimal characters in a line about hashes, caches, HTTP or traces are one of these, if no flow names them',
    points: -4,
    applies: ({ id, named, after, linesAround }) =>
      !DIGITS.test(id) && named !== 'flow' && !FLOW_AFTER.test(after) && HASH_WORDS.test(linesAround().line),
  },
  {
    name: 'hash-labelled',
    why: 'a key or one unknown word with a colon before 32 hexadecimal characters, where no flow is spoken of, names a hash',
    points: -3,
    applies: ({ id, key, isFlowSpokenOf }) =>
      !DIGITS.test(id) && !isFlowSpokenOf && key !== undefined && !/^ids?$/i.test(key),
  },
  {
    name: 'followed-by-flow',
    why: 'the sentence goes on about a flow',
    points: 1,
    applies: ({ after }) => FLOW_AFTER.test(after),
  },
  {
    name: 'followed-by-other',
    why: 'right behind it stands what it is: “is my order number”, “bytes”',
    points: -5,
    applies: ({ named, after }) => named !== 'flow' && OTHER_AFTER.test(after),
  },
  {
    name: 'money',
    why: 'a currency stands next to it',
    points: -9,
    applies: ({ touchingBefore, touchingAfter }) =>
      CURRENCY_BEFORE.test(touchingBefore) || CURRENCY_AFTER.test(touchingAfter),
  },
  {
    name: 'plus',
    why: 'a plus sign or 00 before a number makes it a phone number',
    points: -9,
    applies: ({ id, touchingBefore }) => DIGITS.test(id) && (/\+\s?$/.test(touchingBefore) || id.startsWith('00')),
  },
  {
    name: 'phone-link',
    why: 'Slack makes tel: of a phone number; one of 16 digits or more is none (E.164 ends at 15)',
    points: -9,
    applies: ({ id, touchingBefore }) => /tel:$/i.test(touchingBefore) && id.length <= 15,
  },
  {
    name: 'part-of-more',
    why: 'joined to other digits or letters it is a piece of a decimal, an ID of another kind, or a code',
    points: -9,
    applies: ({ touchingBefore, touchingAfter }) =>
      /(?:(?<!\d{15})(?<=\d)[.,:]|[A-Za-z0-9][#@]|(?<!\d)\.)$/.test(touchingBefore) ||
      // A JSON file may be named after its flow: `clinic_1706….json`.
      (!/^\.json\b/i.test(touchingAfter) && /(?<!flow|flow[-_]?json)(?<=[A-Za-z0-9])[-_]$/i.test(touchingBefore)) ||
      /^(?:[.,:]\d(?!\d{14})|[-_][\dA-F]|@)/.test(touchingAfter),
  },
  {
    name: 'at-a-time',
    why: 'a number that is a plausible time, right behind “at”, “since”, “until”',
    points: -7,
    applies: ({ id, before }) =>
      /^1[4-9]\d{14}(?:\d{3})?$/.test(id) && /(?<!\blook )\b(?:at|since|until|um|seit)\W*$/i.test(before),
  },
  {
    name: 'date',
    why: 'its digits are year, month, day, hour and minute',
    points: -4,
    applies: ({ id }) => DATE_DIGITS.test(id),
  },
  {
    name: 'repeated',
    why: 'one digit over and over is a placeholder',
    points: -4,
    applies: ({ id }) => /^(.)\1+$/.test(id),
  },
];

/** The points of a candidate: it is offered from {@link THRESHOLD} on. */
export function scoreOf(candidate: Candidate): number {
  const named = { ...candidate, named: namedBy(candidate.before) };
  return RULES.reduce((sum, rule) => (rule.applies(named) ? sum + rule.points : sum), 0);
}
