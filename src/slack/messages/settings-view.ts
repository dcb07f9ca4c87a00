import type { InputBlock, ModalView } from '@slack/types';
import type { Destination } from '../../flows/records.ts';
import type { Translate } from '../../i18n.ts';
import { displayBlocks, type ShownDisplay, WORKSPACE_DISPLAY } from './display-settings.ts';
import { type Message, paragraphs } from './message.ts';
import { notifyBlocks, type ShownNotify } from './notify-settings.ts';
import {
  DESTINATION,
  input,
  MAX_OPTIONS,
  modalTitle,
  option,
  radioButtons,
  SPACE,
  type SpaceChoice,
} from './picker-view.ts';

export const SETTINGS = 'settings';
/** The option that stands for no space of the channel's own; no space can be named so. */
export const USUAL_SPACE = '(usual)';

export interface ShownSettings {
  /** Absent where they were opened from no channel: then there is no space to choose. */
  channelSpace: { chosen: string | undefined } | undefined;
  /** How the channel is notified of flows that it watches; absent where they were opened from no channel. */
  notify: ShownNotify | undefined;
  destination: Destination;
  /** Whether the reader may change what holds for the whole workspace. */
  mayChangeWorkspace: boolean;
  /** What is shared of a flow; absent where this bot draws no pictures, so that there is nothing to choose. */
  display?: ShownDisplay | undefined;
  spaces: readonly SpaceChoice[];
  privateMetadata: string;
}

function channelSpaceInput(t: Translate, spaces: readonly SpaceChoice[], chosen: string | undefined): InputBlock {
  const hint = t('settings.spaceHint');
  if (spaces.length === 0 || spaces.length >= MAX_OPTIONS) {
    const element = {
      type: 'plain_text_input' as const,
      action_id: SPACE,
      max_length: 64,
      ...(chosen === undefined ? {} : { initial_value: chosen }),
    };
    return input(SPACE, t('settings.space'), element, { hint, optional: true });
  }
  const usual = option(t('settings.usualSpace'), USUAL_SPACE);
  const options = [usual, ...spaces.map(({ name, label }) => option(label, name))];
  const initial = options.find(({ value }) => value === chosen) ?? usual;
  return input(
    SPACE,
    t('settings.space'),
    { type: 'static_select', action_id: SPACE, options, initial_option: initial },
    { hint },
  );
}

/** The modal of the settings: the channel's space, where the workspace's files go, and how the channel is notified of changes. */
export function settingsView(t: Translate, settings: ShownSettings): ModalView {
  const { channelSpace, notify, destination, mayChangeWorkspace, display, spaces, privateMetadata } = settings;
  const destinations = [
    option(t('settings.toConversation'), 'conversation'),
    option(t('settings.toMe'), 'only-me'),
  ] as const;
  return {
    type: 'modal',
    callback_id: SETTINGS,
    title: modalTitle(t('settings.title')),
    submit: modalTitle(t('settings.save')),
    close: modalTitle(t('picker.cancel')),
    private_metadata: privateMetadata,
    blocks: [
      ...(channelSpace === undefined ? [] : [channelSpaceInput(t, spaces, channelSpace.chosen)]),
      ...(mayChangeWorkspace
        ? [
            input(DESTINATION, t('settings.destination'), radioButtons(DESTINATION, destinations, destination), {
              hint: t('settings.destinationHint'),
            }),
          ]
        : []),
      ...(display === undefined ? [] : displayBlocks(t, display)).filter(
        ({ block_id: id }) => mayChangeWorkspace || id !== WORKSPACE_DISPLAY,
      ),
      ...(notify === undefined ? [] : notifyBlocks(t, notify)),
    ],
  };
}

/**
 * The private reply once they are stored.
 *
 * @param problem why the channel is notified as before.
 */
export function settingsSavedMessage(t: Translate, problem: Message | undefined): Message {
  if (problem === undefined) return paragraphs(t('settings.saved'));
  const { text, blocks } = paragraphs(t('settings.savedRest'));
  return { text: `${text}\n${problem.text}`, blocks: [...blocks, ...problem.blocks] };
}
