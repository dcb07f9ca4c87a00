/** A number or hexadecimal text that may be a flow ID, and what stands around it. */
export interface Candidate {
  id: string;
  /** Up to 60 characters that lead to it, of the same sentence or its heading; lower case, names taken apart. */
  before: string;
  /** Up to 60 characters that follow it in the same sentence, prepared in the same way. */
  after: string;
  /** The characters right before and right behind, as written; at most 12. */
  touchingBefore: string;
  touchingAfter: string;
}

export interface Rule {
  name: string;
  why: string;
  points: number;
  applies: (candidate: Candidate) => boolean;
}

/** What a candidate needs to be offered. */
export const THRESHOLD = 2;

const FLOW = /\b(?:flows?|flow json|screens?|flujos?)\b|流程|表单流/g;
/** Words that name a number which is something else, in the languages of the teams that ask. */
const OTHER = new RegExp(
  [
    String.raw`\b(?:orders?|po|invoices?|receipts?|tracking|track|shipments?|parcel|awb|dhl|ups|fedex|usps|dpd|gls|hermes|waybill|tickets?|case|incident|booking|customers?|client|subscriber|member|user|contacts?)\b`,
    String.raw`\b(?:bar ?codes?|ean|upc|gtin|sku|imei|imsi|iccid|serial|isbn|vin|accounts?|acct|waba|phone|business|bm|page|ad|pixel|app|catalog(?:ue)?|product|campaigns?|templates?|audience|lead|asset|wamid|messages?|msg|post|tweet|status id|guild|snowflake|discord|channel|thread|tax|vat|iban|swift|bank|transfer)\b`,
    String.raw`\b(?:call|called|phones?|tel|telephone|mobile|cell|whats ?app|fax|dial|sms|text me)\b`,
    String.raw`\b(?:cards?|visa|mastercard|amex|credit|debit|payments?|paypal|transactions?|txn|refunds?|price|prices|amount|total|cost|revenue|budget|spend)\b`,
    String.raw`\b(?:(?:md5|sha\d*)(?:sum)?|etag|checksum|hash|digest|fingerprint|commit|build|revision|rev|traces?|span|request|req|correlation|session|nonce|uuid|guid|container|image|layer|docker|cache|job|run|deploy|deployment|event|signature|hmac)\b`,
    String.raw`\b(?:tokens?|keys?|secret|password|passwort|passwd|pwd|api ?key|access|cookie|salt|license|licence)\b`,
    String.raw`\b(?:timestamps?|ts|times?|epoch|unix|ms|millis|micros(?:econds)?|nanos|expires|expiry|updated|created|clock|bytes|rows|offset|latitude|longitude|lat|lng|lon)\b`,
    String.raw`\b(?:bestell(?:ung|nummer)|auftrag(?:s?nummer)?|rechnung(?:s?nummer)?|sendung(?:s?nummer)?|kunden?(?:nummer)?|telefon(?:nummer)?|handy|konto(?:nummer)?|karte(?:nnummer)?|steuernummer|preis|zeitstempel|vorgang(?:s?nummer)?|rufnummer)\b`,
    String.raw`\b(?:pedidos?|facturas?|seguimiento|env[ií]o|clientes?|tel[eé]fono|m[oó]vil|cuenta|tarjeta|precio|pago|importe|plantilla|campaña|c[oó]digo de barras|contraseña)(?![a-zñáéíóú])`,
    '订单|电话|手机|价格|金额|发票|快递|运单|物流|顺丰|单号|工单|客户|用户|账号|账户|银行卡|信用卡|卡号|条码|条形码|模板|活动|时间戳|时间|税号|密码|密钥|令牌|请求|会话|哈希|校验|提交|支付|付款|交易|商品|会员|身份证|编号是快递',
  ].join('|'),
  'g',
);
/** What may stand behind an ID and say that it is none. */
const OTHER_AFTER =
  /^\W{0,3}(?:(?:is|was|as|ist|war|es|是|为|this|that|my|the|our|your|a|an|die|der|das|la|el|una?|eine?|wäre|的)\W+){0,4}(?:orders?|invoices?|tracking|tickets?|customers?|phone|tel|card|waba|template|campaign|md5|sha\d*|etag|checksum|hash|commit|trace|request|timestamp|epoch|token|key|password|order|imei|ean|barcode|account|bestellnummer|sendungsnummer|kundennummer|telefonnummer|pedido|factura|usd|eur|cny|rmb|gbp|inr|dollars?|euros?|pesos|yuan|bytes|ms|milliseconds|microseconds|us|µs|ns|rows|requests|impressions)\b|^\W{0,3}(?:这个|这是|是)?(?:是)?(?:我的|一个|客户的)?(?:订单|电话|手机|快递|运单|价格|元|块|美元|时间戳|模板|账号|客户)/;
const FLOW_AFTER = /\b(?:flows?|screens?|flow json|flujos?|draft|published|deprecated|throttled)\b|流程|草稿|已发布/;

const last = (pattern: RegExp, text: string): RegExpExecArray | undefined => [...text.matchAll(pattern)].at(-1);
const endOf = (match: RegExpExecArray | undefined) => (match === undefined ? -1 : match.index + match[0].length);
const wordsIn = (text: string) => text.match(/[\p{L}\d]+/gu)?.length ?? 0;

/** Which kind of word names the candidate: the one nearest before it. */
function namedBy(before: string): 'flow' | 'other' | 'other-far' | undefined {
  const flowEnd = endOf(last(FLOW, before));
  const otherEnd = endOf(last(OTHER, before));
  if (flowEnd < 0 && otherEnd < 0) return undefined;
  if (flowEnd >= otherEnd) return 'flow';
  if (wordsIn(before.slice(otherEnd)) <= 3) return 'other';
  return flowEnd < 0 ? 'other-far' : 'flow';
}

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
    applies: ({ before }) => namedBy(before) === 'flow',
  },
  {
    name: 'named-other',
    why: 'the nearest naming word before it is an order, a phone, a hash, a time, or another thing with a number',
    points: -7,
    applies: ({ before }) => namedBy(before) === 'other',
  },
  {
    name: 'named-other-far',
    why: 'such a word stands some words away, which says little',
    points: -1,
    applies: ({ before }) => namedBy(before) === 'other-far',
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
    applies: ({ before, after }) => namedBy(before) !== 'flow' && OTHER_AFTER.test(after),
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
      /(?:\d[.,:]|[A-Za-z0-9][#@]|\.)$/.test(touchingBefore) ||
      // A JSON file may be named after its flow: `clinic_1706….json`.
      (!/^\.json\b/i.test(touchingAfter) && /(?<!flow|flow[-_]?json)(?<=[A-Za-z0-9])[-_]$/i.test(touchingBefore)) ||
      /^(?:[.,:]\d|[-_][\dA-F]|@)/.test(touchingAfter),
  },
  {
    name: 'at-a-time',
    why: 'a number that is a plausible time, right behind “at”, “since”, “until”',
    points: -7,
    applies: ({ id, before }) =>
      /^1[4-9]\d{14}(?:\d{3})?$/.test(id) && /(?<!\blook )\b(?:at|since|until|um|seit)\W*$/.test(before),
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
export const scoreOf = (candidate: Candidate): number =>
  RULES.reduce((sum, rule) => (rule.applies(candidate) ? sum + rule.points : sum), 0);
