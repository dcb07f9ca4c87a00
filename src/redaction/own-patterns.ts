/** What a secret looks like. A pattern is global; its first group, where it has one, is the secret. */
export interface Pattern {
  kind: SecretKind;
  shape: RegExp;
}

/** Kinds that have a text of their own; all others are a service's key or token. */
export const GENERAL_KINDS = [
  'private-key',
  'url-credentials',
  'url-token',
  'token',
  'random',
  'named',
  'database',
] as const;
export type GeneralKind = (typeof GENERAL_KINDS)[number];

/** `service: …` has the service's name. */
export type SecretKind = GeneralKind | `service: ${string}`;

/** What is bounded can't take more than linear time: whatever may be passed over before a pattern fails has an end. */
export const PATTERNS: readonly Pattern[] = [
  // Source: Alibaba Cloud's "AccessKey ID", which begins so.
  { kind: 'service: Alibaba Cloud', shape: /(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,30}(?![A-Za-z0-9])/g },
  // Source: "Unique identifiers" of AWS's IAM guide.
  { kind: 'service: AWS', shape: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  { kind: 'service: Google', shape: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  // Access tokens of Meta's Graph API.
  { kind: 'service: Meta', shape: /(?<![A-Za-z0-9])EAA[A-Za-z0-9]{60,500}/g },
  { kind: 'service: Twilio', shape: /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g },
  {
    kind: 'token',
    shape: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,2000}/g,
  },
  { kind: 'token', shape: /(?<![A-Za-z0-9])Bearer +([A-Za-z0-9._~+/=-]{20,2000})/g },
  { kind: 'url-credentials', shape: /[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@?#"]{1,100}:[^\s/@?#"]{1,200})@/gi },
  {
    kind: 'url-token',
    shape:
      /[?&](?:access_token|api_?key|auth|auth_token|client_secret|password|secret|sig|signature|token|x-amz-signature)=([^\s&#"]{12,2000})/gi,
  },
];

/** Where a private key begins: it goes up to its end, or to the end of its string. */
export const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
export const PRIVATE_KEY_END = /-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;

/** Names whose values are secrets where they are examples of data. */
export const SECRET_NAME =
  /^(?:.{0,40}[_-])?(?:pass(?:word|wd|phrase)|(?:api|access|auth|client|private|secret|encryption|signing)[_-]?(?:key|token|secret)|secret|token|bearer)$/i;
