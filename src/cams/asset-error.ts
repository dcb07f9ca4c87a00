/** Everything that can go wrong with the download of a flow's file. */
export type AssetErrorKind =
  | 'asset-address-refused'
  | 'asset-private-address'
  | 'asset-redirects'
  | 'asset-expired'
  | 'asset-status'
  | 'asset-too-large'
  | 'asset-timeout'
  | 'asset-proxy-refused'
  | 'asset-network';

/** Why an address was refused: it is no address, its host is not allowed, it is not HTTPS, it holds a user name. */
export type AddressRefusal = 'invalid' | 'host' | 'insecure' | 'user';

export interface AssetErrorDetail {
  /** Host name, with its port if it has an unusual one; the rest of the address is signed and never kept. */
  host?: string | undefined;
  /** HTTP status of the answer. */
  status?: number | undefined;
  /** Node's code, as `ECONNRESET`. */
  code?: string | undefined;
  why?: AddressRefusal | undefined;
  cause?: unknown;
}

export class AssetError extends Error {
  readonly kind: AssetErrorKind;
  readonly host: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly why: AddressRefusal | undefined;
  /** Of the API call that gave the link: set by who made both, since a download has none of its own. */
  requestId: string | undefined;

  constructor(kind: AssetErrorKind, detail: AssetErrorDetail = {}) {
    super([kind, detail.host, detail.status, detail.code, detail.why].filter((part) => part !== undefined).join(': '), {
      cause: detail.cause,
    });
    this.name = 'AssetError';
    this.kind = kind;
    this.host = detail.host;
    this.status = detail.status;
    this.code = detail.code;
    this.why = detail.why;
  }
}
