/** A pattern for one of `words`, parted by bars, that stands alone. */
export const whole = (words: string) => String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`;

/** What says that a number is a flow's. */
const FLOW_WORDS =
  'flows?|flow json|screens?|flujos?|fluxos?|flussi|flusso|forms?|surveys?|umfragen?|enqu[êe]tes?|encuestas?|formular|formulaire|formul[aá]rio|modulo';
const FLOW = new RegExp(`${whole(FLOW_WORDS)}|流程|表单`, 'giu');

/** Things whose numbers have nothing to do with a flow, in the languages of the teams that ask. */
const STRANGE = [
  // Orders and parcels.
  String.raw`orders?|po|p\.o\.|purchase|invoices?|receipts?|bills?|tracking|track|shipments?|parcels?|packages?|awb|dhl|ups|fedex|usps|dpd|gls|hermes|waybill|consignment|rma|refs?|references?`,
  'bestell(?:ung|nummer|nr)?|auftrags?(?:nummer|nr)?|auftr|rechnungs?(?:nummer|nr)?|sendungs?(?:nummer|nr|verfolgung)?|paket(?:nummer)?|lieferschein(?:nummer)?|beleg(?:nummer)?|buchungsnummer|vertragsnummer|angebotsnummer|referenz(?:nummer)?|aktenzeichen|az',
  'commandes?|suivi|factures?|colis|exp[ée]dition|devis|r[ée]f|r[ée]f[ée]rence|bon de commande',
  'pedidos?|facturas?|seguimiento|rastreo|gu[ií]a|env[ií]o|paquete|referencia|referência|fatura|encomenda|rastreio|rastreamento|remessa|nota fiscal|nf|albar[aá]n|recibo|compra',
  'ordine|ordini|fattura|fatture|spedizione|tracciamento|pacco|riferimento|rif|bolla',
  'suppliers?|vendors?|delivery notes?|checkout|vouchers?|gift card|coupons?|boarding pass|pallets?|ledger|cost cent(?:er|re)|bon de livraison|protocolo|boleto|nf e|pratica|expediente|lieferant(?:ennummer)?|kostenstelle|fournisseur|proveedor|fornecedor|fornitore|albar[aá]n',
  // Medicine.
  'mrn|nhs|hl7|medical record|health card|historia cl[ií]nica|tarjeta sanitaria|seguridad social|cip|carteirinha|cart[aã]o sus|cns|carte vitale|s[ée]curit[ée] sociale|versicherten(?:nummer|karte)?|krankenkasse|tessera sanitaria|codice fiscale',
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
  'tickets?|cases?|incidents?|issues?|customers?|clients?|subscribers?|members?|users?|contacts?|accounts?|acct|waba|business|bm|pages?|ads?|ad ?sets?|ad groups?|creatives?|pixels?|tpl|werbekonto|anzeige(?:ngruppe)?|annonce|anuncio|an[uú]ncio|annuncio|apps?|catalog(?:ue)?|products?|campaigns?|templates?|audience|leads?|assets?|messages?|msg|posts?|channel|thread|button|manager|uid|owner|tenant|merchant',
  'build|requests?|req|sessions?|container|image|layer|docker|cache|jobs?|run id|run number|deployment|events?|times?|(?:updated|created)(?= (?:at|on)|[:=])',
  'kunden?(?:nummer|nr)?|kd|vorgang(?:s?nummer)?|vorlage(?:n)?|kampagne|nachricht|nutzer|benutzer|mandant|anfrage|fall',
  'dossier|mod[èe]les?|campagnes?|compte|demande|utilisateur|cas|clientes?|plantillas?|campañas?|usuario|cuenta|caso|incidencia|solicitud|mensaje|chamado|modelo|campanha|conta|usu[áa]rio|cliente|clienti|modello|campagna|utente|richiesta',
].join('|');

/** What flows are made for, and so named after: `Claims: 17…` is a flow, `claim 17…` and `claim number: 17…` are none. */
const SUBJECT = [
  'patients?|paciente|patiente?n?|paziente|booking|reservation|quote|contract|policy|claim|return|delivery|shipping|shop|store|branch',
  'buchung|vertrag|angebot|lieferung|filiale|contrat|r[ée]servation|livraison|boutique',
  'reserva|contrato|entrega|tienda|loja|prenotazione|contratto|consegna|negozio|sinistre|siniestro',
].join('|');

const OTHER_IN_CHINESE =
  '订单|电话|手机|价格|金额|发票|快递|运单|物流|顺丰|包裹|单号|采购单|合同|工单|客户|用户|账号|帐号|账户|银行卡|信用卡|卡号|条码|条形码|序列号|模板|活动|广告|时间戳|时间|税号|密码|密钥|令牌|请求|会话|哈希|校验|提交|支付|付款|流水号|交易|商品|会员|身份证|消息|流水|患者|病历|就诊|医保|社保|像素|供应商|编号是快递';

/** The same for what a number may belong to instead; its groups are the kinds. */
const OTHER = new RegExp(
  `(?<strange>${whole(STRANGE)})|(?<related>${whole(RELATED)}|${OTHER_IN_CHINESE})|(?<subject>${whole(SUBJECT)})`,
  'giu',
);

const QUALIFIERS =
  'the|a|an|this|that|these|those|its|it|my|our|your|his|her|their|whose|which|what|how|same|new|old|wrong|right|correct|real|actual|current|previous|former|latest|final|full|exact|other|another|next|first|second|third|last|only|live|draft|published|deprecated|test|testing|prod|production|staging|stage|stg|uat|dev|beta|default|fallback|backup|json|meta|cams|and|or|with|by|for|of|in|on|has|had|have|got|where|is|was|are|no|use|using|try|check|send|copy|open|opens|publish|via|as|to|under|from|here|name|need|want|see|do|does|did|deprecate|delete|retire|clone|update|add|put|give|take|load|run|stop|replace|move|und|oder|mit|der|die|das|den|dem|des|eine?r?|ist|war|hat|neue?n?|alte?n?|falsche?n?|richtige?n?|gleiche?n?|unter|diese?|el|la|los|las|un|una|con|del?|su|es|nuevo|viejo|mismo|le|les|une?|avec|du|ce|cet|son|est|nouvel|ancien|même|o|os|as|um|uma|com|do|da|seu|novo|antigo|mesmo|il|lo|gli|di|nuovo|vecchio|stesso';
const NUMBER_WORDS =
  'ids?|numbers?|no|nr|num|nummer|n[úu]mero|nº|num[ée]ro|c[óo]digo|code|codice|identifiant|identificador|kennung';
/** What may stand between a label and its value. */
const TO_VALUE = String.raw`[.\s]{0,2}(?:\s?(?:is|was|lautet|ist|es|est|è|é)\s)?[\s:#=*\x60"'([]{0,6}$`;
const NOT_NAMES_ENDING_IN_ID =
  'paid|said|laid|valid|invalid|avoid|grid|hybrid|android|covid|rapid|solid|aid|bid|mid|void|kid|did|lid|flowid';

/**
 * Labels of whatever noun, known or not: `corr id`, `meter number`, `numéro de dossier`, `Zählernummer`, `患者编号`. The
 * noun, where there is one, is the group `noun`.
 */
const NOUN_LABELS: readonly RegExp[] = [
  // A compound that was taken for a name.
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?<noun>name)\s(?:nr|nummer|number)${TO_VALUE}`, 'iu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?!(?:${QUALIFIERS})\s)(?<noun>\p{L}+)\s(?:${NUMBER_WORDS})${TO_VALUE}`, 'iu'),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:(?:n[úu]mero|num[ée]ro|n[º°]|num|c[óo]digo|code|codice|identifiant|identificador|id)\.?\s(?:(?:d[eou]s?|de la|della?|dell|di|d|l)[\s'’]){1,2}|num\.\s|n[º°]\s)(?!(?:${QUALIFIERS})(?!\p{L}))(?<noun>\p{L}{3,})${TO_VALUE}`,
    'iu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?<noun>\p{L}{3,}(?:nummern?|nr|kennung|kennzeichen|schein|beleg|best[äa]tigung|bescheid|ausweis|karte))${TO_VALUE}`,
    'iu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?!(?:${NOT_NAMES_ENDING_IN_ID})(?!\p{L}))(?<noun>[a-z]{1,12})id${TO_VALUE}`,
    'u',
  ),
  /(?<noun>\p{Script=Han}{1,6})(?<![个的新旧是该此本其原用把编证])\s?(?:编号|证号|单号|流水号?|卡号|号码|编码|账号|号|id)[\s:：是为*\x60"'(（「]{0,4}$/iu,
];
const NAMES_FLOW = new RegExp(String.raw`(?<!\p{L})(?:${FLOW_WORDS})(?!at)|流程|表单`, 'iu');

/** Whether a noun with “ID”, “number”, “号” or the like labels what comes right behind `before`, and no flow is named with it. */
export function isLabelledByNoun(before: string): boolean {
  return NOUN_LABELS.some((pattern) => {
    const match = pattern.exec(before.slice(-80));
    if (match === null) return false;
    // `flow motor claim ID`: the words before the noun belong to it.
    const phrase =
      before
        .slice(-80)
        .slice(0, match.index)
        .split(/[,;:.()，、：]/)
        .at(-1) ?? '';
    const near = phrase.split(/\s/).slice(-4).join(' ');
    return !NAMES_FLOW.test(`${near} ${match[0]}`);
  });
}

/** What a key in code or a log ends in when its value is a technical number: `start_us`, `corr_id`, `offset`. */
const TECHNICAL_END =
  /^(?:ids?|uid|uuid|guid|no|nr|num|number|code|ref|key|hash|ts|at|us|ms|ns|time|epoch|token|sum|digest|etag|offset|size|count|seq|nonce|cursor|version|sha\d*|md5)$/;

/** Whether a key of code, JSON or a log names something other than a flow; a bare `id` or a name, as of a campaign, does not. */
export function isOtherKey(key: string): boolean {
  const parts = key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  if (parts.some((part) => /^(?:flows?|flowids?|screens?|forms?)$/.test(part))) return false;
  const end = parts.at(-1) ?? '';
  if (parts.length === 1) {
    return (
      (TECHNICAL_END.test(end) && !/^ids?$/.test(end)) || /^(?!paid$|covid$|android$|grid$)[a-z]{1,8}id$/.test(end)
    );
  }
  // An environment before it says which flow: `prod_id`.
  return TECHNICAL_END.test(end) && !/^(?:prod|production|stg|staging|test|old|new|dev|uat)$/.test(parts.at(-2) ?? '');
}

/** What hashes, logs, caches and HTTP are spoken of with. */
export const HASH_WORDS = new RegExp(
  `${whole(String.raw`md5\p{L}*|sha ?\d+\p{L}*|etags?|check ?sums?|hash(?:es|ed)?|digests?|fingerprint|commits?|git|traces?|span|correlation|corr|nonce|uuid|http|https?|GET|POST|PUT|nginx|access log|cdn|caches?|cached|purge|cookie|session|signature|hmac|tokens?|secret|blob|bucket|artifact|artefact|layer|container|image|docker|build|stack ?trace|sentry|kibana|grafana|jaeger|datadog|splunk|log line|prüfsumme`)}|校验|哈希|缓存|日志|链路`,
  'iu',
);

/** Whether a text speaks of a flow, a form or a screen. */
export const speaksOfFlow = (text: string): boolean => NAMES_FLOW.test(text);

/** Stand in a prepared text for a number that could be a flow ID, and for any other number. */
export const LONG_VALUE = '\u25C6';
export const SHORT_VALUE = '\u25C7';

const last = (pattern: RegExp, text: string): RegExpExecArray | undefined => [...text.matchAll(pattern)].at(-1);
const endOf = (match: RegExpExecArray | undefined) => (match === undefined ? -1 : match.index + match[0].length);

export type Name = 'flow' | 'other' | 'other-far' | undefined;

/** What makes a label of the word before or behind it: `order number`, `numéro de suivi`, `客户编号`. */
export const NUMBER_NOUN =
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

/** `sms to 49…`: a phone is reached at its number. */
const MESSAGE_TO = /(?<!\p{L})(?:sms|call|called|text me|phone|fax|dial)\s(?:to|an|an die|à|a|al)\s[\s"'`*(]{0,3}$/iu;

type Kind = 'strange' | 'related' | 'subject';

const kindOf = ({ groups }: RegExpExecArray): Kind => {
  if (groups?.strange !== undefined) return 'strange';
  return groups?.subject === undefined ? 'related' : 'subject';
};

/** Whether what stands between a naming word and a number lets the word label the number. */
function isLabel(lead: string, word: string, between: string, kind: Kind): boolean {
  if (HAS_NUMBER_NOUN.test(between.slice(0, 16)) || NUMBER_NOUN_BEFORE.test(lead)) {
    return !CLAUSE_END.test(between) && unknownWords(between, true).length <= 2;
  }
  if (CLAUSE_END.test(between)) return false;
  if (MESSAGE_TO.test(word + between)) return true;
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
  String.raw`(?:${LONG_VALUE}[^\p{L}${LONG_VALUE}${SHORT_VALUE}]{0,6}(?:(?:and|or|und|oder|sowie|y|o|e|et|ou|vs|versus|plus|和|与|或|及|跟|(?:was |were |is )?merged (?:into|with)|(?:\p{L}+, )?same (?:w|with|for|as)|want|expected|instead of|statt)[^\p{L}${LONG_VALUE}]{1,4})?)+$`,
  'iu',
);
const VALUES = new RegExp(`[${LONG_VALUE}${SHORT_VALUE}]`);
/** `the flow for the dealer campaign: 64…`: the flow is what is spoken of, the campaign says which. */
const FLOW_OF =
  /^[^\p{L}]{0,2}(?:for|of|in|behind|on|from|used by|für|von|aus|hinter|im|pour|du|de|des|para|del|de la|per|di|do|da)\s(?:\p{L}+\s){0,4}$/iu;
const ENDS_IN_COLON = /^(?:\s\p{Lu}?\p{L}+){0,2}\s?(?:[:=]|(?:is|ist|est|es|è|é)\s)[\s*_`"'(]*$/u;

/** Which kind of word names the candidate: the one nearest before it, unless it already named a number between. */
export function namedBy(wholeBefore: string): Name {
  const before = wholeBefore.replace(LISTED, '').split(VALUES).at(-1) ?? '';
  const flow = last(FLOW, before);
  const others = [...before.matchAll(OTHER)].slice(-3).reverse();
  const other = others[0];
  if (other === undefined) return flow === undefined ? undefined : 'flow';
  const flowEnd = endOf(flow);
  if (flowEnd >= endOf(other)) return 'flow';
  const between = before.slice(endOf(other));
  const isOfFlow =
    flow !== undefined && FLOW_OF.test(before.slice(flowEnd, other.index)) && ENDS_IN_COLON.test(between);
  // `flow reference`, `flow ref`.
  const isRefOfFlow = flowEnd >= 0 && /^\s?$/.test(before.slice(flowEnd, other.index)) && /^ref/i.test(other[0]);
  if (isOfFlow || isRefOfFlow) return 'flow';
  // Behind `health card of the patient: ` the farther word is the label.
  const isNamed = others.some(
    (match) =>
      match.index >= flowEnd &&
      isLabel(before.slice(0, match.index), match[0], before.slice(endOf(match)), kindOf(match)),
  );
  if (isNamed) return 'other';
  return flow === undefined ? 'other-far' : 'flow';
}

const LISTED_SEPARATOR = /[,;/·|，；、]|\s(?:and|und|y|et|e)\s/u;
const NOUN_AND_VALUE = /^[\s•*-]*(?:\p{L}[\p{L}.]*[\s.]+){0,2}\p{L}[\p{L}.]*[\s:：#.*\x60"']{1,5}$/u;

/** Whether a word of {@link OTHER} that never is what flows are made for labels the last value of a segment. */
function isStrange(segment: string, values: RegExp): boolean {
  const before = segment.split(values)[0] ?? '';
  return (
    before.length < segment.length && namedBy(before) === 'other' && last(OTHER, before)?.groups?.strange !== undefined
  );
}

/** `Purchase order 4…, supplier 1…, dock slip 5…`: a noun right before each of several numbers, and one noun is known. */
export function isListedAmongOthers(before: string, after: string, neighbours: () => readonly string[]): boolean {
  const segments = before.split(LISTED_SEPARATOR);
  const own = segments.at(-1) ?? '';
  if (!NOUN_AND_VALUE.test(own) || ENDS_LABEL.test(own.match(/\p{L}+/gu)?.at(-1) ?? '')) return false;
  const siblings = [...segments.slice(-4, -1), ...after.split(LISTED_SEPARATOR).slice(1, 4)];
  return (
    siblings.some((segment) => isStrange(segment, VALUES)) ||
    neighbours().some((line) => isStrange(line, new RegExp(LONG_VALUE)))
  );
}
