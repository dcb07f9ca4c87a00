import type { Person } from '../../slack/page-api.ts';
import { avatarColourOf, initialsOf } from '../text/avatar-look.ts';

export function Avatar({ person, size }: { person: Person; size: 'small' | 'large' }) {
  const colour = person.isBot ? 'bot' : avatarColourOf(person.id);
  return (
    <span className={`avatar avatar-${size} avatar-colour-${colour}`} aria-hidden="true">
      {initialsOf(person.realName)}
    </span>
  );
}
