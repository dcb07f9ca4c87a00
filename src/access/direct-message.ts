/** Slack's IDs of direct messages begin with `D`, also of those that the bot is not in. */
export const isDirectMessage = (channelId: string): boolean => channelId.startsWith('D');
