/**
 * The app in each workspace or organisation (Enterprise Grid) that installed it: its installation as JSON, which holds the
 * token. Each is found by the ID of the workspace (`T…`) or of the organisation (`E…`).
 */
export interface Installations {
  put(id: string, installation: string): Promise<void>;
  get(id: string): Promise<string | undefined>;
  has(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Those that can be decrypted. */
  all(): Promise<{ id: string; installation: string }[]>;
  /**
   * Lets one of all processes exchange a token for a fresh one: two at once would each void the other's.
   *
   * @param forMs after so long another may try, unless `put` came first; milliseconds.
   * @returns whether it is the caller's turn.
   */
  claimRefresh(id: string, forMs: number): Promise<boolean>;
  /** Encrypts with the first key whatever an old one has encrypted. */
  encryptAnew(): Promise<{ renewed: number; damagedIds: string[] }>;
}

/** The workspaces that organisations gave their installation of the app to. */
export interface OrganisationWorkspaces {
  /** The organisation whose installation serves the workspace; undefined: none does. */
  organisationOf(teamId: string): Promise<string | undefined>;
  of(organisationId: string): Promise<string[]>;
  /** A workspace that was another organisation's is this one's from now on: workspaces can move. */
  add(organisationId: string, teamIds: readonly string[]): Promise<void>;
  /** Removes those that are the organisation's, and no other. */
  remove(organisationId: string, teamIds: readonly string[]): Promise<void>;
  all(): Promise<{ teamId: string; organisationId: string }[]>;
}
