import type { Person } from '../../slack/page-api.ts';

/** What stands beside the name of somebody who is no member of the workspace; undefined for all others. */
export function personMark({ guest, outside }: Pick<Person, 'guest' | 'outside'>): string | undefined {
  if (outside !== undefined) return outside.teamName;
  return guest === undefined ? undefined : 'guest';
}
