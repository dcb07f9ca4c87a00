/** Slack's IDs of workspaces begin with T, those of organisations (Enterprise Grid) with E. */
export const isWorkspaceId = (id: unknown): id is string => typeof id === 'string' && id.startsWith('T');
export const isOrganisationId = (id: unknown): id is string => typeof id === 'string' && id.startsWith('E');
