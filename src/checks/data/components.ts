import { bool, fixed, number, oneOf, type Properties, properties, required, since, text } from './property.ts';

/** What a component's value in `${form.name}` is, or undefined for one that has none. */
export type FormValue = 'string' | 'number' | 'boolean' | 'strings' | 'media' | 'date-range';

export interface ComponentSpec {
  /** The Flow JSON version that brought it. */
  from: string;
  properties: Properties;
  /** Whether somebody fills it in: it needs a name of its own, and belongs into the Form where there is one. */
  isInput?: true;
  formValue?: FormValue;
  /** How many a screen may have; more are refused. */
  perScreen?: number;
  /** How many a flow may have. */
  perFlow?: number;
  /** Meta's code for too many of them. */
  perScreenCode?: string;
  /** May not stand in an If; with a version, may from then on. */
  notInIf?: true | string;
  /** May not stand in a Switch; with a version, may from then on. */
  notInSwitch?: true | string;
}

/** The day on which this table was taken from Meta's component pages. */
export const COMPONENTS_TAKEN_ON = '2026-11-26';

const visible = { visible: bool };
const action = { kind: 'action' } as const;
const name = required(fixed({ kind: 'name' }));
const label = (limit: number) => required(text(limit));
const errorMessage = (limit?: number) => since('4.0', text(limit));
const texts = (limit?: number) =>
  required({ kind: 'texts', listFrom: '5.1', ...(limit === undefined ? {} : { limit }) });
const selectActions = { 'on-select-action': action, 'on-unselect-action': since('6.0', action) };
const options = required({ kind: 'options' });

/** The files that a DocumentPicker may name (source: Meta, reference/media_upload). */
const MIME_TYPES: readonly string[] = [
  'application/gzip',
  'application/msword',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/x-7z-compressed',
  'application/zip',
  'image/avif',
  'image/gif',
  'image/heic',
  'image/heif',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'text/plain',
  'video/mp4',
  'video/mpeg',
];

/** The files that fit in one completion, and their size together (source: Meta, reference/media_upload). */
export const PICKER_LIMITS = {
  files: 10,
  filesBefore50: 1,
  kibibytes: 100 * 1024,
  /** What a picker takes when it says nothing. */
  defaultFiles: 30,
  defaultKibibytes: 25_600,
} as const;

const picker = (files: 'photos' | 'documents', more: Readonly<Record<string, ReturnType<typeof text>>>) =>
  properties({
    name,
    label: label(80),
    description: text(300),
    'max-file-size-kb': number(1, PICKER_LIMITS.defaultKibibytes),
    [`min-uploaded-${files}`]: number(0, PICKER_LIMITS.defaultFiles),
    [`max-uploaded-${files}`]: number(1, PICKER_LIMITS.defaultFiles),
    enabled: bool,
    ...visible,
    'error-message': { kind: 'text-or-object' },
    ...more,
  });

/**
 * Every component: its properties with types, versions and limits, where it may stand, how many there may be. Limits of
 * characters are what the phone shows; longer texts are published and cut.
 *
 * Sources: Meta, guides/components, reference/media_upload and changelogs; the counts also from AWS's copy of the limits.
 */
export const COMPONENTS: ReadonlyMap<string, ComponentSpec> = new Map<string, ComponentSpec>(
  Object.entries({
    TextHeading: { from: '2.1', properties: properties({ text: label(80), ...visible }) },
    TextSubheading: { from: '2.1', properties: properties({ text: label(80), ...visible }) },
    TextBody: {
      from: '2.1',
      properties: properties({
        text: texts(4096),
        'font-weight': oneOf('bold', 'italic', 'bold_italic', 'normal'),
        strikethrough: bool,
        markdown: since('5.1', bool),
        ...visible,
      }),
    },
    TextCaption: {
      from: '2.1',
      properties: properties({
        text: texts(409),
        'font-weight': oneOf('bold', 'italic', 'bold_italic', 'normal'),
        strikethrough: bool,
        markdown: since('5.1', bool),
        ...visible,
      }),
    },
    RichText: { from: '5.1', properties: properties({ text: texts(), ...visible }), notInIf: true },
    TextInput: {
      from: '2.1',
      isInput: true,
      formValue: 'string',
      properties: properties({
        name,
        label: label(20),
        'input-type': oneOf('text', 'number', 'email', 'password', 'passcode', 'phone'),
        required: bool,
        'min-chars': number(),
        'max-chars': number(),
        'helper-text': text(80),
        pattern: since('6.2', text()),
        'label-variant': since('7.0', oneOf('large')),
        'init-value': since('4.0', { kind: 'any' }),
        'error-message': errorMessage(30),
        ...visible,
      }),
    },
    TextArea: {
      from: '2.1',
      isInput: true,
      formValue: 'string',
      properties: properties({
        name,
        label: label(20),
        required: bool,
        'max-length': number(),
        'helper-text': text(80),
        enabled: bool,
        'label-variant': since('7.0', oneOf('large')),
        'init-value': since('4.0', text()),
        'error-message': errorMessage(),
        ...visible,
      }),
    },
    CheckboxGroup: {
      from: '2.1',
      isInput: true,
      formValue: 'strings',
      properties: properties({
        name,
        label: required(text(30), '4.0'),
        'data-source': options,
        'min-selected-items': number(0),
        'max-selected-items': number(2),
        required: bool,
        enabled: bool,
        description: since('4.0', text()),
        'media-size': since('5.0', oneOf('regular', 'large')),
        ...selectActions,
        'init-value': since('4.0', { kind: 'list' }),
        'error-message': errorMessage(),
        ...visible,
      }),
    },
    RadioButtonsGroup: {
      from: '2.1',
      isInput: true,
      formValue: 'string',
      properties: properties({
        name,
        label: required(text(30), '4.0'),
        'data-source': options,
        required: bool,
        enabled: bool,
        description: since('4.0', text()),
        'media-size': since('5.0', oneOf('regular', 'large')),
        ...selectActions,
        // Meta's page says list, its checker takes a text.
        'init-value': since('4.0', { kind: 'text-or-list' }),
        'error-message': errorMessage(),
        ...visible,
      }),
    },
    Dropdown: {
      from: '2.1',
      isInput: true,
      formValue: 'string',
      properties: properties({
        name,
        label: label(20),
        'data-source': options,
        required: bool,
        enabled: bool,
        ...selectActions,
        'init-value': since('4.0', text()),
        'error-message': errorMessage(),
        ...visible,
      }),
    },
    ChipsSelector: {
      from: '6.3',
      isInput: true,
      formValue: 'strings',
      properties: properties({
        name,
        label: label(80),
        'data-source': options,
        'min-selected-items': number(0),
        'max-selected-items': number(),
        required: bool,
        enabled: bool,
        description: text(300),
        'on-select-action': since('7.1', action),
        'on-unselect-action': since('7.1', action),
        'init-value': { kind: 'list' },
        'error-message': errorMessage(),
        ...visible,
      }),
      notInIf: '7.1',
      notInSwitch: '7.1',
    },
    OptIn: {
      from: '2.1',
      isInput: true,
      formValue: 'boolean',
      properties: properties({
        name,
        label: label(120),
        required: bool,
        'on-click-action': action,
        'on-select-action': since('6.0', action),
        'on-unselect-action': since('6.0', action),
        'init-value': since('4.0', bool),
        ...visible,
      }),
      perScreen: 5,
      perScreenCode: 'MAX_OPT_IN_PER_SCREEN',
    },
    EmbeddedLink: {
      from: '2.1',
      properties: properties({ text: label(25), 'on-click-action': required(action), ...visible }),
      perScreen: 2,
      perScreenCode: 'MAX_EMBEDDED_LINK_PER_SCREEN',
    },
    Footer: {
      from: '2.1',
      properties: properties({
        label: label(35),
        'on-click-action': required(action),
        'left-caption': text(15),
        'right-caption': text(15),
        'center-caption': text(15),
        enabled: bool,
      }),
      perScreen: 1,
      perScreenCode: 'MAX_FOOTER_PER_SCREEN',
    },
    DatePicker: {
      from: '2.1',
      isInput: true,
      formValue: 'string',
      properties: properties({
        name,
        label: label(40),
        'min-date': { kind: 'date' },
        'max-date': { kind: 'date' },
        'unavailable-dates': { kind: 'dates' },
        required: bool,
        'helper-text': text(80),
        enabled: bool,
        'on-select-action': action,
        'init-value': since('4.0', { kind: 'date' }),
        'error-message': errorMessage(80),
        ...visible,
      }),
    },
    CalendarPicker: {
      from: '6.1',
      isInput: true,
      formValue: 'string',
      properties: properties({
        name,
        label: required({ kind: 'text-or-object', limit: 40 }),
        mode: oneOf('single', 'range'),
        title: text(80),
        description: text(300),
        'helper-text': { kind: 'text-or-object', limit: 80 },
        required: { kind: 'boolean-or-object' },
        'min-date': { kind: 'date' },
        'max-date': { kind: 'date' },
        'unavailable-dates': { kind: 'dates' },
        'include-days': { kind: 'list', values: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] },
        'min-days': number(),
        'max-days': number(),
        'on-select-action': action,
        'init-value': { kind: 'text-or-object' },
        'error-message': { kind: 'text-or-object', limit: 80 },
        enabled: bool,
        ...visible,
      }),
      notInIf: '6.1',
    },
    Image: {
      from: '2.1',
      properties: properties({
        src: required({ kind: 'image' }),
        width: number(),
        height: number(),
        // "stretch" is in no page, but phones know it.
        'scale-type': oneOf('cover', 'contain', 'stretch'),
        'aspect-ratio': number(),
        'alt-text': text(),
        ...visible,
      }),
      perScreen: 3,
      perScreenCode: 'MAX_IMAGE_PER_SCREEN',
    },
    ImageCarousel: {
      from: '7.1',
      properties: properties({
        images: required({ kind: 'images' }),
        'aspect-ratio': oneOf('4:3', '16:9'),
        'scale-type': oneOf('cover', 'contain'),
      }),
      perScreen: 2,
      perFlow: 3,
      perScreenCode: 'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN',
      notInIf: true,
    },
    NavigationList: {
      from: '6.2',
      formValue: 'string',
      properties: properties({
        name,
        'list-items': required({ kind: 'list-items' }),
        label: text(80),
        description: text(300),
        'media-size': oneOf('regular', 'large'),
        'on-click-action': action,
      }),
      perScreen: 2,
      perScreenCode: 'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN',
      notInIf: true,
    },
    PhotoPicker: {
      from: '4.0',
      isInput: true,
      formValue: 'media',
      properties: picker('photos', { 'photo-source': oneOf('camera_gallery', 'camera', 'gallery') }),
      perScreen: 1,
      perScreenCode: 'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN',
    },
    DocumentPicker: {
      from: '4.0',
      isInput: true,
      formValue: 'media',
      properties: picker('documents', { 'allowed-mime-types': { kind: 'list', values: MIME_TYPES } }),
      perScreen: 1,
      perScreenCode: 'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN',
    },
    Form: {
      from: '2.1',
      properties: properties({
        name,
        children: required(fixed({ kind: 'components' })),
        'init-values': { kind: 'object' },
        'error-messages': { kind: 'object' },
      }),
      notInIf: true,
    },
    If: {
      from: '4.0',
      properties: properties({
        condition: required({ kind: 'condition' }),
        then: required(fixed({ kind: 'components' })),
        else: fixed({ kind: 'components' }),
      }),
    },
    Switch: {
      from: '4.0',
      properties: properties({
        value: required({ kind: 'condition' }),
        cases: required(fixed({ kind: 'cases' })),
      }),
    },
  } satisfies Record<string, ComponentSpec>),
);

/** An option of a `data-source`. */
export const OPTION: Properties = properties({
  id: required(text()),
  title: required(text(30)),
  description: text(300),
  metadata: text(20),
  enabled: bool,
  image: since('5.0', { kind: 'image' }),
  'alt-text': since('5.0', text()),
  color: since('5.0', text()),
  'on-select-action': since('6.0', action),
  'on-unselect-action': since('6.0', action),
});

/** A ChipsSelector's option. */
export const CHIP: Properties = properties({
  id: required(text()),
  title: required(text(30)),
  enabled: bool,
  'on-select-action': since('7.1', action),
  'on-unselect-action': since('7.1', action),
});

/** How many options a list shows: phones ignore the rest. `withImages` where that makes a difference. */
export const OPTION_COUNTS: ReadonlyMap<string, { min: number; max: number; withImages?: number }> = new Map([
  ['CheckboxGroup', { min: 1, max: 20 }],
  ['RadioButtonsGroup', { min: 1, max: 20 }],
  ['Dropdown', { min: 1, max: 200, withImages: 100 }],
  ['ChipsSelector', { min: 2, max: 20 }],
  ['NavigationList', { min: 1, max: 20 }],
]);

/** An item of a NavigationList, and its parts. */
export const LIST_ITEM: Properties = properties({
  id: required(text()),
  'main-content': required({ kind: 'object' }),
  end: { kind: 'object' },
  start: { kind: 'object' },
  badge: text(15),
  tags: { kind: 'list' },
  'on-click-action': action,
});
export const LIST_ITEM_PARTS: ReadonlyMap<string, Properties> = new Map([
  ['main-content', properties({ title: required(text(30)), description: text(20), metadata: text(80) })],
  ['end', properties({ title: text(10), description: text(10), metadata: text(10) })],
  ['start', properties({ image: required({ kind: 'image' }), 'alt-text': text() })],
]);
export const LIST_ITEM_TAGS = { most: 3, limit: 15 } as const;

/** A picture of an ImageCarousel; one to three of them. */
export const CAROUSEL_IMAGE: Properties = properties({
  src: required({ kind: 'image' }),
  'alt-text': required(text()),
});
export const CAROUSEL_IMAGES = { min: 1, max: 3 } as const;

/** How heavy a picture may be, decoded, in bytes, before phones are slow or leave it out. */
export const IMAGE_BYTES = { image: 300 * 1024, inList: 100 * 1024, inListBefore60: 300 * 1024 } as const;

/** How many components a screen may have: from `documented` on phones may leave some out, more than `most` are refused. */
export const SCREEN_COMPONENTS = { documented: 50, most: 100 } as const;
/** How deep an If may stand in another. */
export const IF_LEVELS = 3;
