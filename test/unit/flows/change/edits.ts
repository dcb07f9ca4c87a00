import type { JsonObject } from '../../../../src/flows/json/json-value.ts';
import { list, move, part, piece, screen, siblings, take } from './flow-parts.ts';

/** An edit of a flow, and all that a reader is to be told of it in English. */
export interface Edit {
  /** The flow: a file in a folder of flows, or one of those written here. */
  of: string;
  what: string;
  edit: (flow: JsonObject) => void;
  headline: string;
  lines: readonly string[];
}

/** Flows that are always at hand. */
export const SMALL_FLOWS: Readonly<Record<string, JsonObject>> = {
  shop: {
    screens: [
      {
        id: 'SHOP',
        layout: {
          children: [
            { type: 'TextBody', text: 'Welcome to our little shop' },
            { type: 'TextBody', text: 'Open from nine to five' },
          ],
        },
      },
    ],
  },
  order: {
    version: '6.2',
    data_api_version: '3.0',
    routing_model: { DETAILS: ['DONE'], DONE: [] },
    screens: [
      {
        id: 'DETAILS',
        title: 'Your details',
        data: { cities: { type: 'array', __example__: [{ id: 'p', title: 'Paris' }] } },
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextHeading', text: 'Tell us about you' },
            {
              type: 'Form',
              name: 'form',
              children: [
                { type: 'TextInput', name: 'email', label: 'E-mail', 'input-type': 'email', required: false },
                {
                  type: 'Dropdown',
                  name: 'city',
                  label: 'City',
                  'data-source': [
                    { id: 'paris', title: 'Paris' },
                    { id: 'rome', title: 'Rome', description: 'Lazio' },
                    { id: 'oslo', title: 'Oslo' },
                  ],
                },
                { type: 'DatePicker', name: 'day', label: 'Day', 'unavailable-dates': ['2025-01-01', '2025-12-25'] },
                {
                  type: 'Footer',
                  label: 'Next',
                  'on-click-action': {
                    name: 'navigate',
                    next: { type: 'screen', name: 'DONE' },
                    payload: { email: `\${form.email}` },
                  },
                },
              ],
            },
          ],
        },
      },
      {
        id: 'DONE',
        title: 'Thank you',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [
            {
              type: 'If',
              condition: `\${data.isNew}`,
              // biome-ignore lint/suspicious/noThenProperty: Flow JSON calls it that
              then: [{ type: 'TextBody', text: 'Welcome' }],
              else: [{ type: 'TextBody', text: 'Good to see you again' }],
            },
            {
              type: 'Switch',
              value: `\${data.kind}`,
              cases: { gold: [{ type: 'TextCaption', text: 'Gold' }], iron: [{ type: 'TextCaption', text: 'Iron' }] },
            },
            { type: 'Footer', label: 'Close', 'on-click-action': { name: 'complete', payload: {} } },
          ],
        },
      },
    ],
  },
};

export const SMALL_EDITS: readonly Edit[] = [
  {
    of: 'order',
    what: 'a label, required, an option',
    edit: (flow) => {
      Object.assign(piece(flow, 'email'), { label: 'Work e-mail', required: true });
      list(piece(flow, 'city'), 'data-source').push({ id: 'bern', title: 'Bern' });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DETAILS* › E-mail: label “E-mail” → “Work e-mail”',
      '*DETAILS* › E-mail: now required',
      '*DETAILS* › City: option “Bern” added',
    ],
  },
  {
    of: 'order',
    what: 'switched off and hidden',
    edit: (flow) => {
      Object.assign(piece(flow, 'city'), { enabled: false, visible: false });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DETAILS* › City: now disabled', '*DETAILS* › City: now hidden'],
  },
  {
    of: 'order',
    what: 'options renamed, removed, moved',
    edit: (flow) => {
      piece(piece(flow, 'city'), 'paris').title = 'Paris (FR)';
      take(piece(flow, 'city'), 'rome');
      move(list(piece(flow, 'city'), 'data-source'), 1, 0);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DETAILS* › City: option “Oslo” moved',
      '*DETAILS* › City: option “Paris” → “Paris (FR)”',
      '*DETAILS* › City: option “Rome” removed',
    ],
  },
  {
    of: 'order',
    what: "an option's own keys",
    edit: (flow) => {
      const rome = piece(piece(flow, 'city'), 'rome');
      delete rome.description;
      rome.enabled = false;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DETAILS* › City: option “Rome”: now disabled',
      '*DETAILS* › City: option “Rome”: description “Lazio” removed',
    ],
  },
  {
    of: 'order',
    what: 'a component added, one removed',
    edit: (flow) => {
      siblings(flow, 'email').push({ type: 'OptIn', name: 'news', label: 'News' });
      take(flow, 'day');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DETAILS* › News: OptIn added', '*DETAILS* › Day: DatePicker removed'],
  },
  {
    of: 'order',
    what: 'a component moved',
    edit: (flow) => {
      move(siblings(flow, 'email'), 0, 2);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DETAILS* › E-mail: moved'],
  },
  {
    of: 'order',
    what: 'a component into another branch',
    edit: (flow) => {
      list(piece(flow, 'If'), 'else').push(take(flow, 'Welcome'));
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DONE* › TextBody “Welcome”: moved from “then” to “else”'],
  },
  {
    of: 'order',
    what: 'a text in a case',
    edit: (flow) => {
      piece(flow, 'Iron').text = 'Irons';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DONE* › TextCaption: text “Iron” → “Irons”'],
  },
  {
    of: 'order',
    what: 'a case more',
    edit: (flow) => {
      part(piece(flow, 'Switch'), 'cases').tin = [{ type: 'TextCaption', text: 'Tin' }];
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*DONE* › Switch “\${data.kind}”: case “tin” added`,
      `*DONE* › Switch “\${data.kind}” › case “tin” › TextCaption “Tin”: added`,
    ],
  },
  {
    of: 'order',
    what: 'the action, its target and payload',
    edit: (flow) => {
      const action = part(piece(flow, 'Footer'), 'on-click-action');
      action.name = 'data_exchange';
      delete action.next;
      action.payload = { mail: `\${form.email}` };
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DETAILS* › Footer: action “navigate” → “data_exchange”',
      '*DETAILS* › Footer: payload “mail” added',
      '*DETAILS* › Footer: payload “email” removed',
      '*DETAILS* › Footer: target screen “DONE” removed',
    ],
  },
  {
    of: 'order',
    what: 'the target',
    edit: (flow) => {
      part(part(piece(flow, 'Footer'), 'on-click-action'), 'next').name = 'CITY';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DETAILS* › Footer: target screen “DONE” → “CITY”'],
  },
  {
    of: 'order',
    what: 'dates added and removed',
    edit: (flow) => {
      piece(flow, 'day')['unavailable-dates'] = ['2025-01-01', '2025-05-01'];
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DETAILS* › Day: unavailable dates: “2025-05-01” added',
      '*DETAILS* › Day: unavailable dates: “2025-12-25” removed',
    ],
  },
  {
    of: 'order',
    what: 'versions, endpoint and routes',
    edit: (flow) => {
      flow.version = '7.0';
      delete flow.data_api_version;
      flow.data_channel_uri = 'https://example.com';
      part(flow, 'routing_model').DETAILS = ['DONE', 'CITY'];
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      'Flow JSON version “6.2” → “7.0”',
      'endpoint set to “https://example.com”',
      'data API version “3.0” removed',
      '*DETAILS*: route to “CITY” added',
    ],
  },
  {
    of: 'order',
    what: 'a screen added and one edited',
    edit: (flow) => {
      list(flow, 'screens').splice(1, 0, { id: 'CITY', title: 'City' });
      screen(flow, 'DONE').terminal = false;
    },
    headline: '*Flow* changed: 1 screen edited, 1 added',
    lines: ['*CITY*: screen “City” added', '*DONE*: the flow no longer ends here'],
  },
  {
    of: 'order',
    what: 'screens swapped',
    edit: (flow) => {
      list(flow, 'screens').reverse();
    },
    headline: '*Flow* changed: 1 screen moved',
    lines: ['*DONE*: screen “Thank you” moved'],
  },
  {
    of: 'order',
    what: 'a screen removed',
    edit: (flow) => {
      list(flow, 'screens').pop();
    },
    headline: '*Flow* changed: 1 screen removed',
    lines: ['*DONE*: screen “Thank you” removed'],
  },
  {
    of: 'order',
    what: 'data of a screen',
    edit: (flow) => {
      part(screen(flow, 'DETAILS'), 'data').isNew = { type: 'boolean' };
      (list(part(part(screen(flow, 'DETAILS'), 'data'), 'cities'), '__example__')[0] as JsonObject).title = 'Lyon';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DETAILS*: `data › cities › __example__ › Paris › title` “Paris” → “Lyon”',
      '*DETAILS*: data “isNew” added',
    ],
  },
  {
    of: 'order',
    what: 'from text to number',
    edit: (flow) => {
      piece(flow, 'email')['max-chars'] = 30;
      flow.version = 6.2;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['Flow JSON version “"6.2"” → “6.2”', '*DETAILS* › E-mail: maximum characters set to “30”'],
  },
  {
    of: 'order',
    what: 'no list of screens',
    edit: (flow) => {
      flow.screens = 'none';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['`screens` “[{"id":"DETAILS","title":"Your details","data":{"cities":{"…” → “none”'],
  },
  {
    of: 'order',
    what: 'marks in names',
    edit: (flow) => {
      screen(flow, 'DONE').id = '<!here>*';
      piece(flow, 'Footer').label = '`a` <b>';
    },
    headline: '*Flow* changed: 2 screens edited',
    lines: [
      '*DETAILS* › Footer: label “Next” → “ˋaˋ &lt;b&gt;”',
      '*&lt;!here&gt;∗*: screen ID “DONE” → “&lt;!here&gt;*”',
    ],
  },
  {
    of: 'order',
    what: 'success said where it held anyway',
    edit: (flow) => {
      screen(flow, 'DONE').success = true;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DONE*: counts as success set to “true”'],
  },
  {
    of: 'order',
    what: 'a route from a screen that is not there',
    edit: (flow) => {
      part(flow, 'routing_model').GHOST = ['DONE'];
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['*GHOST*: route to “DONE” added'],
  },
  {
    of: 'order',
    what: 'a text replaced by another',
    edit: (flow) => {
      siblings(flow, 'Tell us about you').splice(0, 1, { type: 'TextHeading', text: 'Hi!' });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DETAILS* › TextHeading: text “Tell us about you” → “Hi!”'],
  },
  {
    of: 'shop',
    what: 'two texts that changed places, and a word each',
    edit: (flow) => {
      const texts = siblings(flow, 'Open from nine to five');
      texts.reverse();
      piece(flow, 'Open from nine to five').text = 'Open from nine to six';
      piece(flow, 'Welcome to our little shop').text = 'Welcome to our shop';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*SHOP* › TextBody “Open from nine to five”: moved',
      '*SHOP* › TextBody: text “Open from nine to five” → “Open from nine to six”',
      '*SHOP* › TextBody: text “Welcome to our little shop” → “Welcome to our shop”',
    ],
  },
];
