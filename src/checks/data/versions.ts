/** The day on which this table was taken from Meta's changelogs and versioning pages. */
export const VERSIONS_TAKEN_ON = '2026-11-26';

/** The version that Meta recommends. */
export const RECOMMENDED_VERSION = '7.3';
/** The oldest version that can still be published. */
export const OLDEST_PUBLISHABLE_VERSION = '5.1';

export interface FlowJsonVersion {
  version: string;
  /** The day from which it can't be published or updated; what is published goes on working. */
  frozenSince?: string;
  /** What became stricter in it, for whoever moves up; one line each. */
  stricter: readonly StricterKey[];
}

/** Keys of texts: see `catalogue/texts.ts`. */
export type StricterKey =
  | 'endpoint-in-api'
  | 'group-labels'
  | 'dates-as-days'
  | 'no-blank-texts'
  | 'small-list-images'
  | 'init-values-typed'
  | 'one-form'
  | 'payload-expressions'
  | 'payload-match'
  | 'terminal-footers';

/** Sources: Meta's changelogs (last entry 11 Nov 2025) and guides/versioning; AWS's copy of the limits. */
export const VERSIONS: readonly FlowJsonVersion[] = [
  { version: '2.1', frozenSince: '2025-04-08', stricter: [] },
  { version: '3.0', frozenSince: '2025-04-08', stricter: ['endpoint-in-api'] },
  { version: '3.1', frozenSince: '2025-04-08', stricter: [] },
  { version: '4.0', frozenSince: '2025-04-08', stricter: ['group-labels'] },
  { version: '5.0', frozenSince: '2025-09-09', stricter: ['dates-as-days'] },
  { version: '5.1', stricter: [] },
  { version: '6.0', stricter: ['no-blank-texts', 'small-list-images'] },
  { version: '6.1', stricter: [] },
  { version: '6.2', stricter: [] },
  { version: '6.3', stricter: [] },
  { version: '7.0', stricter: ['init-values-typed', 'one-form'] },
  { version: '7.1', stricter: [] },
  { version: '7.2', stricter: ['payload-expressions'] },
  { version: '7.3', stricter: ['payload-match', 'terminal-footers'] },
];

/** Versions of the Data API, and the Flow JSON version from which each is accepted. */
export const DATA_API_VERSIONS: readonly { version: string; from: string }[] = [
  { version: '3.0', from: '2.1' },
  { version: '4.0', from: '7.3' },
];

/** "7.10" comes after "7.9". */
export function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/**
 * The version that a flow is checked by. Where it says none that is known, whatever some version allows is allowed, and
 * nothing that only some version demands is demanded: the version itself is the finding, not what follows from it.
 */
export interface CheckedVersion {
  /** What the flow says; undefined where it says no version. */
  said: string | undefined;
  /** Whether the flow's version is `version` or later: for what came in with it. */
  has(version: string): boolean;
  /** Whether a rule that came with `version` holds. */
  demands(version: string): boolean;
  /** Whether a rule that ended with `version` still holds. */
  isBefore(version: string): boolean;
}

export function checkedVersion(said: string | undefined): CheckedVersion {
  const newest = VERSIONS.at(-1)?.version ?? RECOMMENDED_VERSION;
  const isListed = VERSIONS.some(({ version }) => version === said);
  const isNewer = said !== undefined && /^\d{1,3}\.\d{1,3}$/.test(said) && compareVersions(said, newest) > 0;
  const known = isListed ? said : isNewer ? newest : undefined;
  return {
    said,
    has: (version) => known === undefined || compareVersions(known, version) >= 0,
    demands: (version) => known !== undefined && compareVersions(known, version) >= 0,
    isBefore: (version) => known !== undefined && compareVersions(known, version) < 0,
  };
}
