/** The app in each workspace that installed it: its installation as JSON, which holds the workspace's token. */
export interface Installations {
  put(teamId: string, installation: string): Promise<void>;
  get(teamId: string): Promise<string | undefined>;
  remove(teamId: string): Promise<void>;
  /** Those that can be decrypted. */
  all(): Promise<{ teamId: string; installation: string }[]>;
  /**
   * Lets one of all processes exchange a workspace's token for a fresh one: two at once would each void the other's.
   *
   * @param forMs after so long another may try, unless `put` came first; milliseconds.
   * @returns whether it is the caller's turn.
   */
  claimRefresh(teamId: string, forMs: number): Promise<boolean>;
  /** Encrypts with the first key whatever an old one has encrypted. */
  encryptAnew(): Promise<{ renewed: number; damagedTeamIds: string[] }>;
}
