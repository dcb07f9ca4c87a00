import type { App } from '@slack/bolt';
import type { ListenerParts } from '../listener-parts.ts';
import * as askAgain from './ask-again.ts';
import * as favourite from './favourite.ts';
import * as homeButtons from './home-buttons.ts';
import * as homeUnwatch from './home-unwatch.ts';
import * as openPreview from './open-preview.ts';
import * as turnPage from './turn-page.ts';
import * as watchButtons from './watch-buttons.ts';
import * as watchFlow from './watch-flow.ts';

export function register(app: App, parts: ListenerParts): void {
  askAgain.register(app, parts);
  turnPage.register(app, parts);
  favourite.register(app, parts);
  openPreview.register(app);
  homeButtons.register(app, parts);
  watchButtons.register(app, parts);
  watchFlow.register(app, parts);
  homeUnwatch.register(app, parts);
}
