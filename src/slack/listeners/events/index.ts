import type { EventDoor } from '../door.ts';
import { appHomeOpened } from './app-home-opened.ts';
import { appUninstalled } from './app-uninstalled.ts';
import { tokensRevoked } from './tokens-revoked.ts';

export const EVENTS: readonly EventDoor[] = [appHomeOpened, appUninstalled, tokensRevoked];
