import type { Person } from '../../slack/page-api.ts';

/** What stands beside the name of an admin, and of somebody who is no member of the workspace; undefined for all others. */
export function personMark({
  guest,
  outside,
  isAdmin,
}: Pick<Person, 'guest' | 'outside' | 'isAdmin'>): string | undefined {
  if (outside !== undefined) return outside.teamName;
  if (isAdmin === true) return 'admin';
  return guest === undefined ? undefined : 'guest';
}
