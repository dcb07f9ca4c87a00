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
}

export interface Rule {
  name: string;
  why: string;
  points: number;
  applies: (candidate: Candidate) => boolean;
}

/** What a candidate needs to be offered. */
export const THRESHOLD = 2;

/** Stand in a prepared text for a number that could be a flow ID, and for any other number. */
export const LONG_VALUE = '\u25C6';
export const SHORT_VALUE = '\u25C7';

const whole = (words: string) => String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`;

const FLOW = new RegExp(
  `${whole('flows?|flow json|screens?|flujos?|fluxos?|flussi|flusso|forms?|surveys?|formular|formulaire|formul[aá]rio|modulo')}|流程|表单`,
  'giu',
);

/** Things whose numbers have nothing to do with a flow, in the languages of the teams that ask. */
const STRANGE = [
  // Orders and parcels.
  String.raw`orders?|po|p\.o\.|purchase|invoices?|receipts?|bills?|tracking|track|shipments?|parcels?|packages?|awb|dhl|ups|fedex|usps|dpd|gls|hermes|waybill|consignment|rma|refs?|references?`,
  'bestell(?:ung|nummer|nr)?|auftrags?(?:nummer|nr)?|auftr|rechnungs?(?:nummer|nr)?|sendungs?(?:nummer|nr|verfolgung)?|paket(?:nummer)?|lieferschein(?:nummer)?|beleg(?:nummer)?|buchungsnummer|vertragsnummer|angebotsnummer|referenz(?:nummer)?|aktenzeichen|az',
  'commandes?|suivi|factures?|colis|exp[ée]dition|devis|r[ée]f|r[ée]f[ée]rence|bon de commande',
  'pedidos?|facturas?|seguimiento|rastreo|gu[ií]a|env[ií]o|paquete|referencia|referência|fatura|encomenda|rastreio|rastreamento|remessa|nota fiscal|nf|albar[aá]n|recibo|compra',
  'ordine|ordini|fattura|fatture|spedizione|tracciamento|pacco|riferimento|rif|bolla',
  // Phones and devices.
  'call|called|contact|phones?|tel|telephone|mobile|cell|whats ?app|fax|dial|sms|text me|imei|imsi|iccid|msisdn|serial|s ?n',
  'telefon(?:nummer)?|handy(?:nummer)?|rufnummer|mobil(?:nummer)?|seriennummer|t[ée]l|t[ée]l[ée]phone|portable|tel[eé]fono|m[oó]vil|celular|telefone|telefono|cellulare',
  // Goods.
  'bar ?codes?|ean|upc|gtin|sku|isbn|vin|artikel(?:nummer|nr)?|c[oó]digo de barras|code barres?|codice a barre',
  // Money.
  'iban|swift|bic|bank|cards?|visa|mastercard|amex|credit|debit|payments?|paypal|transfer|transactions?|txn|refunds?|prices?|amount|total|cost|revenue|budget|spend|tax|vat',
  'karte(?:nnummer)?|kreditkarte(?:nnummer)?|konto(?:nummer)?|preis|betrag|steuernummer|ust|umsatzsteuer|zahlung|[üu]berweisung|carte|paiement|montant|siret|siren|rib|tva|prix|virement',
  'tarjeta|precio|pago|importe|nif|cif|rfc|cpf|cnpj|cart[ãa]o|pix|valor|carta|conto|pagamento|importo|bonifico|partita iva',
  // Hashes and secrets.
  String.raw`(?:md5|sha\d*)(?:sum)?|etag|checksum|hash|digest|fingerprint|commit|rev|revision|traces?|span|correlation|nonce|uuid|guid|signature|hmac|tokens?|keys?|secret|password|passwort|passwd|pwd|access keys?|cookie|salt|licen[cs]e|pr[üu]fsumme|schl[üu]ssel|kennwort|contraseña|senha|mot de passe|clave|cl[ée]|chiave`,
  // Times and measures.
  'timestamps?|ts|epoch|unix|ms|millis|micros(?:econds)?|nanos|expires|expiry|clock|bytes|rows|offset|latitude|longitude|lat|lng|lon|zeitstempel|horodatage',
  // Other networks.
  'tweet|status id|guild|snowflake|discord|wamid|meeting|zoom',
].join('|');

/** Things that meet flows in one sentence all day: their word counts only right before the number. */
const RELATED = [
  'tickets?|cases?|incidents?|issues?|customers?|clients?|subscribers?|members?|users?|contacts?|accounts?|acct|waba|business|bm|pages?|ad|ad set|ads|pixel|apps?|catalog(?:ue)?|products?|campaigns?|templates?|audience|leads?|assets?|messages?|msg|posts?|channel|thread|button|manager|uid|owner|tenant|merchant',
  'build|requests?|req|sessions?|container|image|layer|docker|cache|jobs?|run id|run number|deployment|events?|times?|(?:updated|created)(?= (?:at|on)|[:=])',
  'kunden?(?:nummer|nr)?|kd|vorgang(?:s?nummer)?|vorlage(?:n)?|kampagne|nachricht|nutzer|benutzer|mandant|anfrage|fall',
  'dossier|mod[èe]les?|campagnes?|compte|demande|utilisateur|cas|clientes?|plantillas?|campañas?|usuario|cuenta|caso|incidencia|solicitud|mensaje|chamado|modelo|campanha|conta|usu[áa]rio|cliente|clienti|modello|campagna|utente|richiesta',
].join('|');

/** What flows are made for, and so named after: `Claims: 17…` is a flow, `claim 17…` and `claim number: 17…` are none. */
const SUBJECT = [
  'booking|reservation|quote|contract|policy|claim|return|delivery|shipping|shop|store|branch',
  'buchung|vertrag|angebot|lieferung|filiale|contrat|r[ée]servation|livraison|boutique',
  'reserva|contrato|entrega|tienda|loja|prenotazione|contratto|consegna|negozio|sinistre|siniestro',
].join('|');

const OTHER_IN_CHINESE =
  '订单|电话|手机|价格|金额|发票|快递|运单|物流|顺丰|包裹|单号|采购单|合同|工单|客户|用户|账号|帐号|账户|银行卡|信用卡|卡号|条码|条形码|序列号|模板|活动|广告|时间戳|时间|税号|密码|密钥|令牌|请求|会话|哈希|校验|提交|支付|付款|流水号|交易|商品|会员|身份证|消息|编号是快递';

const OTHER = new RegExp(
  `(?<strange>${whole(STRANGE)})|(?<related>${whole(RELATED)}|${OTHER_IN_CHINESE})|(?<subject>${whole(SUBJECT)})`,
  'giu',
);

/** What makes a label of the word before or behind it: `order number`, `numéro de suivi`, `客户编号`. */
const NUMBER_NOUN =
  'numbers?|no|nos|nr|num|nro|ids?|codes?|nummern?|n[úu]meros?|num[ée]ros?|n[úu]m|nº|n|identifiant|identificador|kennung|codice|código|号码|编号|编码|号|码';
const HAS_NUMBER_NOUN = new RegExp(`${whole(NUMBER_NOUN)}|[#№º°]|号|码|编`, 'iu');
const NUMBER_NOUN_BEFORE = new RegExp(
  String.raw`(?:${whole(NUMBER_NOUN)}|[№º°])[.\s]{0,3}(?:(?:d[eou]s?|del|de la|della?|dell|di|of|for|the|der|des|d|l)[\s'’]{1,2}){0,2}$`,
  'iu',
);
/** Words that may stand between a label and its number without parting them. */
const CONNECTING = new RegExp(
  `${whole(
    `${NUMBER_NOUN}|name|is|was|are|were|the|a|an|my|our|your|his|her|their|this|that|new|old|same|ist|war|lautet|die|der|das|es|el|la|los|las|era|est|était|le|les|l|è|il|lo|é|o|os|as|são|sono|de|del|du|des|da|do|di|value|right|wrong|correct|sum|internal|external|interne|interno`,
  )}|号码|编号|编码|查询|[号码单是为的]`,
  'giu',
);
/** Between an order, a phone or a card and its number there may be these too: `refund for …`, `contact him on …`. */
const CONNECTING_STRANGE = new RegExp(
  whole(
    'of|for|from|zu|zur|zum|von|vom|für|pour|para|per|on|at|under|unter|with|me|him|us|them|failed|declined|paid|refunded|delivered|delayed|lost|cancelled|canceled|shipped|updated|created|expired',
  ),
  'giu',
);
const CLAUSE_END = /[,，;；、]|\s[–—-]\s|→|->|=>/;
/** What acts or leads on to something else, and so ends a label: `the template sends …`, `switch the order to …`. */
const ENDS_LABEL =
  /^(?:to|with|in|into|onto|by|over|behind|via|and|und|et|y|mit|auf|avec|con|com|vers|hacia|\p{L}+(?:s|ed|ing))$/u;
const NAME = /^\p{Lu}[\p{L}\d]*$/u;

type Kind = 'strange' | 'related' | 'subject';

const kindOf = ({ groups }: RegExpExecArray): Kind => {
  if (groups?.strange !== undefined) return 'strange';
  return groups?.subject === undefined ? 'related' : 'subject';
};

/** Whether what stands between a naming word and a number lets the word label the number. */
function isLabel(lead: string, between: string, kind: Kind): boolean {
  if (HAS_NUMBER_NOUN.test(between.slice(0, 16)) || NUMBER_NOUN_BEFORE.test(lead)) {
    return !CLAUSE_END.test(between) && unknownWords(between, true).length <= 2;
  }
  if (CLAUSE_END.test(between)) return false;
  if (kind === 'subject') return /^\s?["'*`(#]{0,3}$/.test(between);
  const unknown = unknownWords(between, kind === 'strange');
  // A brand or a person may stand between: `suivi Colissimo 46…`, `ticket Zendesk 46…`.
  if (unknown.every((word) => NAME.test(word))) return unknown.length <= 2;
  return kind === 'strange' && unknown.length === 1 && !ENDS_LABEL.test(unknown[0] ?? '');
}

function unknownWords(between: string, isStrange: boolean): string[] {
  const plain = between.replace(CONNECTING, ' ');
  return (isStrange ? plain.replace(CONNECTING_STRANGE, ' ') : plain).match(/\p{L}+/gu) ?? [];
}

/** Numbers one after the other share the label of the first: `orders 1, 2 and 3`. */
const LISTED = new RegExp(
  String.raw`(?:${LONG_VALUE}[^\p{L}${LONG_VALUE}${SHORT_VALUE}]{0,6}(?:(?:and|or|und|oder|sowie|y|o|e|et|ou|vs|versus|plus|和|与|或|及|跟)[^\p{L}${LONG_VALUE}]{1,4})?)+$`,
  'iu',
);
const VALUES = new RegExp(`[${LONG_VALUE}${SHORT_VALUE}]`);
/** `the flow for the dealer campaign: 64…`: the flow is what is spoken of, the campaign says which. */
const FLOW_OF =
  /^[^\p{L}]{0,2}(?:for|of|in|behind|on|from|used by|für|von|aus|hinter|im|pour|du|de|des|para|del|de la|per|di|do|da)\s(?:\p{L}+\s){0,4}$/iu;
const ENDS_IN_COLON = /^(?:\s\p{Lu}?\p{L}+){0,2}\s?(?:[:=]|(?:is|ist|est|es|è|é)\s)[\s*_`"'(]*$/u;

/** Which kind of word names the candidate: the one nearest before it, unless it already named a number between. */
function namedBy(wholeBefore: string): 'flow' | 'other' | 'other-far' | undefined {
  const before = wholeBefore.replace(LISTED, '').split(VALUES).at(-1) ?? '';
  const flow = last(FLOW, before);
  const other = last(OTHER, before);
  if (other === undefined) return flow === undefined ? undefined : 'flow';
  const flowEnd = endOf(flow);
  if (flowEnd >= endOf(other)) return 'flow';
  const between = before.slice(endOf(other));
  const isOfFlow =
    flow !== undefined && FLOW_OF.test(before.slice(flowEnd, other.index)) && ENDS_IN_COLON.test(between);
  // `flow reference`, `flow ref`.
  const isRefOfFlow = flowEnd >= 0 && /^\s?$/.test(before.slice(flowEnd, other.index)) && /^ref/i.test(other[0]);
  if (isOfFlow || isRefOfFlow) return 'flow';
  if (isLabel(before.slice(0, other.index), between, kindOf(other))) return 'other';
  return flow === undefined ? 'other-far' : 'flow';
}

const AFTER_WORDS =
  'orders?|invoices?|tracking|tickets?|customers?|phone|tel|card|waba|template|campaign|md5|sha\\d*|etag|checksum|hash|commit|trace|request|timestamp|epoch|token|key|password|imei|ean|barcode|account|bestell(?:ung|nummer)|sendungsnummer|kundennummer|telefonnummer|pedido|factura|commande|suivi|facture|ordine|fattura';
/** What may stand behind an ID and say that it is none: `is my order number`, `(template ID)`, `bytes`. */
const OTHER_AFTER = new RegExp(
  [
    String.raw`^["'*_\x60)\s]{0,4}(?:(?:is|was|as|ist|war|es|est|è|é)\s+)(?:(?:this|that|my|the|our|your|his|her|their|a|an|die|der|das|eine?|la|el|le|il|una?|une|wäre|n[úu]mero|num[ée]ro|numero|de|do|di)\s+){0,4}(?:${AFTER_WORDS})(?![\p{L}\p{N}])(?!\s(?:\p{L}+\s)?(?:flows?|flujos?|form|screens?))`,
    String.raw`^["'*_\x60\s]{0,3}\((?:(?:the|my|our|a|an|die|der|das|el|la|le)\s)?(?:${AFTER_WORDS})(?:\s(?:${NUMBER_NOUN}))?\)`,
    String.raw`^["'*_\x60\s]{0,3}(?:${AFTER_WORDS})\s(?:${whole(NUMBER_NOUN)})`,
    String.raw`^\s{0,2}(?:usd|eur|cny|rmb|gbp|inr|dollars?|euros?|pesos|yuan|bytes|ms|milliseconds|microseconds|us|µs|ns|rows|requests|impressions)(?![\p{L}\p{N}])`,
    '^[^\\p{L}\\p{N}]{0,3}(?:这个|这是|是)?(?:是)?(?:我的|一个|客户的)?(?:订单|电话|手机|快递|运单|价格|元|块|美元|时间戳|模板|账号|客户)(?!流程)',
  ].join('|'),
  'iu',
);
const FLOW_AFTER = /\b(?:flows?|screens?|flow json|flujos?|draft|published|deprecated|throttled)\b|流程|草稿|已发布/i;

const last = (pattern: RegExp, text: string): RegExpExecArray | undefined => [...text.matchAll(pattern)].at(-1);
const endOf = (match: RegExpExecArray | undefined) => (match === undefined ? -1 : match.index + match[0].length);

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
    why: 'the nearest naming word before it is an order, a phone, a hash, a time, and labels it: at most names and connecting words between, no verb, no other number',
    points: -7,
    applies: ({ before }) => namedBy(before) === 'other',
  },
  {
    name: 'named-other-far',
    why: 'such a word stands before it and labels something else, which says little',
    points: -1,
    applies: ({ before }) => namedBy(before) === 'other-far',
  },
  {
    name: 'beside-flow-id',
    why: 'its record or table marks the flow ID by another key or column',
    points: -7,
    applies: ({ isBesideFlowId }) => isBesideFlowId,
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
export const scoreOf = (candidate: Candidate): number =>
  RULES.reduce((sum, rule) => (rule.applies(candidate) ? sum + rule.points : sum), 0);
