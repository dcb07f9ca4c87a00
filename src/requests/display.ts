/** What is shared of a flow: its picture, its JSON, or both. */
export const DISPLAYS = ['both', 'json', 'picture'] as const;
export type Display = (typeof DISPLAYS)[number];

/** What a workspace and one of its channels have set. */
export interface SetDisplays {
  /** Undefined: the channel has not set its own, or there is none. */
  channel: Display | undefined;
  /** `both` until it has set another. */
  workspace: Display;
}

/** What workspaces and channels want to be shared. Every function rejects where the database fails. */
export interface DisplayPreferences {
  of(teamId: string, channelId: string | undefined): Promise<SetDisplays>;
  setWorkspace(teamId: string, display: Display): Promise<void>;
  /** `undefined` takes the channel's own away. */
  setChannel(teamId: string, channelId: string, display: Display | undefined): Promise<void>;
}
