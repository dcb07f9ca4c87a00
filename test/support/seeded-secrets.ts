/** A secret that is none: it has the form of one. Written in pieces, so that nobody's scanner takes this file for a leak. */
export interface SeededSecret {
  /** The kind of thing that it is. */
  of: string;
  secret: string;
  /** A text with the secret in it; absent: the secret alone. */
  text?: string;
}

const LETTERS = 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAbCdEfGh1JkLmN0pQrStUvWxYz23456789';
/** So many letters and digits in no order, another for each seed. */
const random = (length: number, seed: number) =>
  Array.from({ length }, (_, index) => LETTERS[(index * 7 + seed * 13 + ((index * index) % 11)) % LETTERS.length]).join(
    '',
  );
const upper = (length: number, seed: number) =>
  random(length * 3, seed)
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, length);
const hex = (length: number, seed: number) =>
  Array.from({ length }, (_, index) => ((index * 7 + seed * 5 + ((index * index) % 13)) % 16).toString(16)).join('');
const privateKey = (name: string, seed: number) =>
  [
    '-----BEGIN ',
    name,
    'PRIVATE KEY-----\n',
    random(64, seed),
    '\n',
    random(40, seed + 1),
    '\n-----END ',
    name,
    'PRIVATE KEY-----',
  ].join('');
const password = (seed: number) => random(12, seed);

/** 42 secrets of 17 kinds. */
export const SEEDED_SECRETS: readonly SeededSecret[] = [
  ...[1, 2].map((seed) => ({ of: 'Alibaba Cloud access key ID', secret: `LTAI${random(20, seed)}` })),
  ...['AKIA', 'ASIA', 'AKIA'].map((start, seed) => ({ of: 'AWS access key ID', secret: `${start}${upper(16, seed)}` })),
  ...[1, 2].map((seed) => ({ of: 'Google API key', secret: `AIza${random(35, seed)}` })),
  ...[1, 2, 3].map((seed) => ({ of: 'Meta access token', secret: `EAA${random(120, seed)}` })),
  ...['ghp_', 'gho_', 'ghs_'].map((start, seed) => ({ of: 'GitHub token', secret: `${start}${random(36, seed)}` })),
  ...[1, 2].map((seed) => ({
    of: 'Slack token',
    secret: ['xox', 'b-', `12345678901${seed}-123456789012${seed}-`, random(24, seed)].join(''),
  })),
  ...[1].map((seed) => ({
    of: 'Slack webhook',
    secret: [
      'https://hooks.slack',
      '.com/services/',
      `T0${upper(8, seed)}/B0${upper(8, seed + 1)}/${random(24, seed)}`,
    ].join(''),
  })),
  ...[1, 2].map((seed) => ({ of: 'Stripe key', secret: ['sk_', 'live_', random(24, seed)].join('') })),
  ...[1, 2].map((seed) => ({ of: 'SendGrid key', secret: `SG.${random(22, seed)}.${random(43, seed)}` })),
  ...[1, 2].map((seed) => ({ of: 'Twilio key', secret: `SK${hex(32, seed)}` })),
  ...['', 'RSA ', 'EC ', 'OPENSSH '].map((name, seed) => ({ of: 'private key', secret: privateKey(name, seed) })),
  ...[1, 2, 3].map((seed) => ({
    of: 'JSON Web Token',
    secret: `eyJ${random(30, seed)}.eyJ${random(60, seed)}.${random(43, seed)}`,
    text: `token eyJ${random(30, seed)}.eyJ${random(60, seed)}.${random(43, seed)} for the endpoint`,
  })),
  ...['https', 'http', 'ftp', 'amqp'].map((scheme, seed) => ({
    of: 'address with a password',
    secret: `deploy:${password(seed)}`,
    text: `see ${scheme}://deploy:${password(seed)}@files.example.com/flows`,
  })),
  ...['postgres', 'mysql'].map((scheme, seed) => ({
    of: 'database address',
    secret: `app:${password(seed)}`,
    text: `${scheme}://app:${password(seed)}@db.internal:5432/shop`,
  })),
  ...['access_token', 'api_key'].map((name, seed) => ({
    of: 'address with a token',
    secret: random(32, seed),
    text: `https://api.example.com/v1/customers?${name}=${random(32, seed)}&page=2`,
  })),
  ...[1, 2].map((seed) => ({ of: 'bearer token', secret: random(40, seed), text: `Bearer ${random(40, seed)}` })),
  ...[1, 2, 3].map((seed) => ({ of: 'long random string', secret: random(44, seed) })),
];
