import type { ActionDoor } from '../door.ts';
import { allFindingsButton } from './all-findings.ts';
import { ASK_AGAIN_BUTTONS } from './ask-again.ts';
import { addFavourite, removeFavourite } from './favourite.ts';
import { HELD_BUTTONS } from './held-buttons.ts';
import { homeChoose, homeRefresh, homeSettings } from './home-buttons.ts';
import { homeUnwatch } from './home-unwatch.ts';
import { openPreview } from './open-preview.ts';
import { openWindow } from './open-window.ts';
import { PAGE_BUTTONS } from './turn-page.ts';
import { VERSION_BUTTONS } from './version-buttons.ts';
import { createWatchButtons } from './watch-buttons.ts';
import { createWatchFlow } from './watch-flow.ts';
import { whatChanged } from './what-changed.ts';

/** Made anew for each app, since some remember the clicks that are under way. */
export const createActions = (): readonly ActionDoor[] => [
  ...ASK_AGAIN_BUTTONS,
  ...PAGE_BUTTONS,
  ...HELD_BUTTONS,
  addFavourite,
  removeFavourite,
  allFindingsButton,
  openPreview,
  openWindow,
  homeChoose,
  homeSettings,
  homeRefresh,
  ...createWatchButtons(),
  createWatchFlow(),
  whatChanged,
  ...VERSION_BUTTONS,
  homeUnwatch,
];
