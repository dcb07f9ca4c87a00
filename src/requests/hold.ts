/** Something in a flow that looks like a secret, as its requester may see it. */
export interface FoundSecret {
  flowId: string;
  kind: string;
  /** JSON pointer. */
  path: string;
  masked: string;
}

/** Another organisation whose people see a conversation. */
export interface Organisation {
  id: string;
  /** Absent where Slack does not tell. */
  name: string | undefined;
}

/** Why files are held back until their requester has decided. */
export interface Hold {
  secrets: readonly FoundSecret[];
  /** Whether what looks like a secret may be shared as it is, if the requester says so. */
  maySecretsBeShared: boolean;
  organisations: readonly Organisation[];
  /** SHA-256 of the files that were looked through, as the API gave them. */
  files: readonly string[];
}

/** What a requester has decided; it holds for what was asked, and for nothing else. */
export interface Consent {
  /** Absent: nothing was found. */
  secrets?: 'as-they-are' | 'masked' | undefined;
  /** SHA-256 of the files that were looked through. */
  files: readonly string[];
  /** IDs of the organisations that were named. */
  organisations: readonly string[];
}

/** Files are held back: nothing was shared, and the requester is asked. */
export class ShareHeld extends Error {
  readonly kind = 'share-held';
  readonly hold: Hold;

  constructor(hold: Hold) {
    super('The files are held back until the requester has decided');
    this.name = 'ShareHeld';
    this.hold = hold;
  }
}

/**
 * Whether a requester has decided on all that a hold is about. Files that have changed since were not decided on; masked, nothing in
 * them can be a secret.
 */
export function isConsented({ secrets, organisations, files, maySecretsBeShared }: Hold, consent?: Consent): boolean {
  if (secrets.length === 0 && organisations.length === 0) return true;
  if (consent === undefined) return false;
  const isMasked = consent.secrets === 'masked';
  const areSecretsDecided =
    secrets.length === 0 || isMasked || (consent.secrets === 'as-they-are' && maySecretsBeShared);
  const areFilesKnown = isMasked || files.every((file) => consent.files.includes(file));
  return areSecretsDecided && areFilesKnown && organisations.every(({ id }) => consent.organisations.includes(id));
}
