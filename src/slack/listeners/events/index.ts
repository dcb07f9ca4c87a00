import type { EventDoor, MessageDoor } from '../door.ts';
import { appHomeOpened } from './app-home-opened.ts';
import { appMention } from './app-mention.ts';
import { appUninstalled } from './app-uninstalled.ts';
import { message } from './message.ts';
import { teamAccessGranted, teamAccessRevoked } from './team-access.ts';
import { tokensRevoked } from './tokens-revoked.ts';

export const EVENTS: readonly (EventDoor | MessageDoor)[] = [
  appHomeOpened,
  appMention,
  message,
  appUninstalled,
  tokensRevoked,
  teamAccessGranted,
  teamAccessRevoked,
];
