import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import type { SetDisplays } from '../../requests/display.ts';
import { input, option } from './picker-view.ts';

/** The IDs of what a person fills in: the `action_id` is the same as the `block_id`. */
export const CHANNEL_DISPLAY = 'channel_display';
export const WORKSPACE_DISPLAY = 'workspace_display';
/** The option of a channel that has nothing of its own. */
export const AS_WORKSPACE = 'as-workspace';

/** What of a flow is shared. */
export interface ShownDisplay extends SetDisplays {
  /** Whether there is a channel to set it for. */
  hasChannel: boolean;
}

function select(id: string, label: string, options: PlainTextOption[], chosen: string, hint?: string): InputBlock {
  const initial = options.find(({ value }) => value === chosen) ?? options[0];
  const element = {
    type: 'static_select' as const,
    action_id: id,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
  return input(id, label, element, hint === undefined ? {} : { hint });
}

/** The part of the settings about what is shared of a flow: its picture, its JSON, or both. */
export function displayBlocks(t: Translate, { channel, workspace, hasChannel }: ShownDisplay): KnownBlock[] {
  const displays = [
    option(t('settings.displays.both'), 'both'),
    option(t('settings.displays.json'), 'json'),
    option(t('settings.displays.picture'), 'picture'),
  ];
  const ofChannel = [option(t('settings.asWorkspace'), AS_WORKSPACE), ...displays];
  const hint = t('settings.displayHint');
  return [
    { type: 'divider' },
    ...(hasChannel
      ? [select(CHANNEL_DISPLAY, t('settings.channelDisplay'), ofChannel, channel ?? AS_WORKSPACE, hint)]
      : []),
    select(WORKSPACE_DISPLAY, t('settings.workspaceDisplay'), displays, workspace, hasChannel ? undefined : hint),
  ];
}
