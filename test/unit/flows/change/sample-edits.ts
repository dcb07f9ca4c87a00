import type { JsonObject } from '../../../../src/flows/json/json-value.ts';
import type { Edit } from './edits.ts';
import { list, move, part, piece, screen, siblings, take } from './flow-parts.ts';

/** Of real flows, which are in the folder that `FLOW_SAMPLES` names (their sources are in `SOURCES.tsv` beside them). */
export const SAMPLE_EDITS: readonly Edit[] = [
  {
    of: 'contact-us',
    what: 'a label',
    edit: (flow) => {
      piece(flow, 'first_name').label = 'Given name';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › First Name: label “First Name” → “Given name”'],
  },
  {
    of: 'contact-us',
    what: 'no longer required',
    edit: (flow) => {
      piece(flow, 'second_name').required = false;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Last Name/Surname: no longer required'],
  },
  {
    of: 'contact-us',
    what: 'a key left out that held, and one given that changes nothing',
    edit: (flow) => {
      delete piece(flow, 'info').required;
      piece(flow, 'Footer').enabled = true;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Type your message: no longer required', '*CONTACT_US* › Footer: enabled set to “true”'],
  },
  {
    of: 'contact-us',
    what: 'a helper text is added',
    edit: (flow) => {
      piece(flow, 'info')['helper-text'] = 'At most 600 characters';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Type your message: helper text set to “At most 600 characters”'],
  },
  {
    of: 'contact-us',
    what: 'a long text, far behind its beginning',
    edit: (flow) => {
      piece(flow, 'TextBody').text = String(piece(flow, 'TextBody').text).replace('2 business days', '3 business days');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*CONTACT_US* › TextBody: text “…! Please allow 2 business days to receive a response.” → “…! Please allow 3 business days to receive a response.”',
    ],
  },
  {
    of: 'contact-us',
    what: 'a wholly other text',
    edit: (flow) => {
      piece(flow, 'TextBody').text = 'Thanks!';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › TextBody: text “We will try to reach out to you as soon as possible! Please…” → “Thanks!”'],
  },
  {
    of: 'contact-us',
    what: 'a component between others',
    edit: (flow) => {
      siblings(flow, 'info').splice(2, 0, { type: 'TextInput', name: 'phone', label: 'Phone', 'input-type': 'phone' });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Phone: TextInput added'],
  },
  {
    of: 'contact-us',
    what: 'a component gone',
    edit: (flow) => {
      take(flow, 'second_name');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Last Name/Surname: TextInput removed'],
  },
  {
    of: 'contact-us',
    what: 'a component to the front',
    edit: (flow) => {
      move(siblings(flow, 'info'), 2, 0);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Type your message: moved'],
  },
  {
    of: 'contact-us',
    what: 'another type under the same name',
    edit: (flow) => {
      piece(flow, 'info').type = 'TextInput';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Type your message: type “TextArea” → “TextInput”'],
  },
  {
    of: 'contact-us',
    what: 'another name under the same label',
    edit: (flow) => {
      piece(flow, 'second_name').name = 'surname';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Last Name/Surname: name “second_name” → “surname”'],
  },
  {
    of: 'contact-us',
    what: 'a key of the payload gone',
    edit: (flow) => {
      delete part(part(piece(flow, 'Footer'), 'on-click-action'), 'payload').flow_key;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Footer: payload “flow_key” removed'],
  },
  {
    of: 'contact-us',
    what: 'a key of the payload has another value',
    edit: (flow) => {
      part(part(piece(flow, 'Footer'), 'on-click-action'), 'payload').flow_key = 'contact-2';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › Footer: `payload › flow_key` “contact” → “contact-2”'],
  },
  {
    of: 'contact-us',
    what: 'the version',
    edit: (flow) => {
      flow.version = '7.1';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['Flow JSON version “3.1” → “7.1”'],
  },
  {
    of: 'contact-us',
    what: "a screen's title",
    edit: (flow) => {
      screen(flow, 'CONTACT_US').title = 'Write to us';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US*: title “Contact us” → “Write to us”'],
  },
  {
    of: 'contact-us',
    what: "a screen's ID",
    edit: (flow) => {
      screen(flow, 'CONTACT_US').id = 'CONTACT';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT*: screen ID “CONTACT_US” → “CONTACT”'],
  },
  {
    of: 'contact-us',
    what: 'a screen more',
    edit: (flow) => {
      list(flow, 'screens').push({
        id: 'THANKS',
        title: 'Thank you',
        layout: { type: 'SingleColumnLayout', children: [] },
      });
    },
    headline: '*Flow* changed: 1 screen added',
    lines: ['*THANKS*: screen “Thank you” added'],
  },
  {
    of: 'contact-us',
    what: 'text that Slack would take for marks',
    edit: (flow) => {
      piece(flow, 'first_name').label = '<!channel> & `code`';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CONTACT_US* › First Name: label “First Name” → “&lt;!channel&gt; &amp; ˋcodeˋ”'],
  },
  {
    of: 'agent-connect',
    what: 'an option more',
    edit: (flow) => {
      list(piece(flow, 'services_interested'), 'data-source').push({ id: 'gym', title: 'Gym' });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TALK_TO_AN_AGENT* › Service(s) interested in: option “Gym” added'],
  },
  {
    of: 'agent-connect',
    what: 'an option gone',
    edit: (flow) => {
      take(flow, 'pet_services');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TALK_TO_AN_AGENT* › Service(s) interested in: option “Pet-Friendly Services” removed'],
  },
  {
    of: 'agent-connect',
    what: 'an option renamed',
    edit: (flow) => {
      piece(flow, 'spa_services').title = 'Spa & Wellness';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TALK_TO_AN_AGENT* › Service(s) interested in: option “Spa Services” → “Spa &amp; Wellness”'],
  },
  {
    of: 'agent-connect',
    what: 'an option moved',
    edit: (flow) => {
      move(list(piece(flow, 'services_interested'), 'data-source'), 8, 0);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TALK_TO_AN_AGENT* › Service(s) interested in: option “Other Services” moved'],
  },
  {
    of: 'agent-connect',
    what: 'an option with a description, and switched off',
    edit: (flow) => {
      Object.assign(piece(flow, 'dining_services'), { description: 'Three restaurants', enabled: false });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*TALK_TO_AN_AGENT* › Service(s) interested in: option “Dining Services”: description set to “Three restaurants”',
      '*TALK_TO_AN_AGENT* › Service(s) interested in: option “Dining Services”: now disabled',
    ],
  },
  {
    of: 'agent-connect',
    what: 'options from the endpoint instead',
    edit: (flow) => {
      piece(flow, 'services_interested')['data-source'] = `\${data.services}`;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*TALK_TO_AN_AGENT* › Service(s) interested in: options “[{"id":"accomodation_services","title":"Accommodation Servi…” → “\${data.services}”`,
    ],
  },
  {
    of: 'agent-connect',
    what: 'several at once',
    edit: (flow) => {
      Object.assign(piece(flow, 'additional_info'), { label: 'Anything else?', required: true, 'max-length': 300 });
      piece(flow, 'Footer').label = 'Send';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*TALK_TO_AN_AGENT* › More information: now required',
      '*TALK_TO_AN_AGENT* › More information: label “More information” → “Anything else?”',
      '*TALK_TO_AN_AGENT* › More information: maximum length set to “300”',
      '*TALK_TO_AN_AGENT* › Footer: label “Submit” → “Send”',
    ],
  },
  {
    of: '2-1-register',
    what: 'the input type',
    edit: (flow) => {
      piece(flow, 'email')['input-type'] = 'text';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER* › Email address: input type “email” → “text”'],
  },
  {
    of: '2-1-register',
    what: 'the endpoint',
    edit: (flow) => {
      flow.data_channel_uri = 'https://flows.example.org/v2';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['endpoint “https://example.com” → “https://flows.example.org/v2”'],
  },
  {
    of: '2-1-register',
    what: 'the data API version',
    edit: (flow) => {
      flow.data_api_version = '4.0';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['data API version “3.0” → “4.0”'],
  },
  {
    of: '2-1-register',
    what: 'a route gone',
    edit: (flow) => {
      list(part(flow, 'routing_model'), 'REGISTER').pop();
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER*: route to “TERMS_AND_CONDITIONS” removed'],
  },
  {
    of: '2-1-register',
    what: 'another action',
    edit: (flow) => {
      part(piece(flow, 'Footer'), 'on-click-action').name = 'complete';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER* › Footer: action “data_exchange” → “complete”'],
  },
  {
    of: '2-1-register',
    what: 'the target screen',
    edit: (flow) => {
      part(part(piece(flow, 'terms_agreement'), 'on-click-action'), 'next').name = 'TERMS';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER* › I agree with the terms.: target screen “TERMS_AND_CONDITIONS” → “TERMS”'],
  },
  {
    of: '2-1-register',
    what: 'screens in another order',
    edit: (flow) => {
      move(list(flow, 'screens'), 1, 0);
    },
    headline: '*Flow* changed: 1 screen moved',
    lines: ['*TERMS_AND_CONDITIONS*: screen “Terms and conditions” moved'],
  },
  {
    of: '2-1-register',
    what: 'a screen gone, with its route',
    edit: (flow) => {
      list(flow, 'screens').pop();
      part(flow, 'routing_model').REGISTER = [];
    },
    headline: '*Flow* changed: 1 screen edited, 1 removed',
    lines: [
      '*REGISTER*: route to “TERMS_AND_CONDITIONS” removed',
      '*TERMS_AND_CONDITIONS*: screen “Terms and conditions” removed',
    ],
  },
  {
    of: '2-1-register',
    what: 'data that the screen takes',
    edit: (flow) => {
      part(screen(flow, 'REGISTER'), 'data').country = { type: 'string', __example__: 'FR' };
      delete part(screen(flow, 'REGISTER'), 'data').error_messages;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER*: data “country” added', '*REGISTER*: data “error_messages” removed'],
  },
  {
    of: '2-1-register',
    what: 'an example deep in the data',
    edit: (flow) => {
      part(part(part(screen(flow, 'REGISTER'), 'data'), 'error_messages'), '__example__').confirm_password =
        'Not the same.';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      "*REGISTER*: `data › error_messages › __example__ › confirm_password` “Passwords don't match.” → “Not the same.”",
    ],
  },
  {
    of: '2-1-register',
    what: 'a key of the form',
    edit: (flow) => {
      piece(flow, 'register_form')['init-values'] = { email: 'a@example.com' };
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER* › register_form: `init-values` set to “{"email":"a@example.com"}”'],
  },
  {
    of: '2-1-register',
    what: 'one of two like texts moved',
    edit: (flow) => {
      move(siblings(screen(flow, 'TERMS_AND_CONDITIONS'), 'Our Terms'), 3, 1);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TERMS_AND_CONDITIONS* › TextSubheading “Privacy policy”: moved'],
  },
  {
    of: '2-1-register',
    what: 'the form taken away around its components',
    edit: (flow) => {
      const layout = part(screen(flow, 'REGISTER'), 'layout');
      layout.children = list(piece(flow, 'register_form'), 'children');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*REGISTER* › register_form: Form removed, its content stays'],
  },
  {
    of: '2-1-sign-in',
    what: "a link's text",
    edit: (flow) => {
      piece(screen(flow, 'SIGN_IN'), "Don't have an account? Sign up").text = 'New here? Sign up';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ["*SIGN_IN* › EmbeddedLink: text “Don't have an account? Sign up” → “New here? Sign up”"],
  },
  {
    of: '2-1-sign-in',
    what: 'a screen that no longer ends the flow',
    edit: (flow) => {
      delete screen(flow, 'FORGOT_PASSWORD').terminal;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*FORGOT_PASSWORD*: the flow no longer ends here'],
  },
  {
    of: '2-1-sign-in',
    what: 'changes on three screens',
    edit: (flow) => {
      screen(flow, 'SIGN_IN').title = 'Log in';
      piece(screen(flow, 'SIGN_UP'), 'offers_acceptance').required = true;
      piece(screen(flow, 'FORGOT_PASSWORD'), 'email').label = 'E-mail';
    },
    headline: '*Flow* changed: 3 screens edited',
    lines: [
      '*SIGN_IN*: title “Sign in” → “Log in”',
      '*SIGN_UP* › I would like to receive news and offers.: now required',
      '*FORGOT_PASSWORD* › Email address: label “Email address” → “E-mail”',
    ],
  },
  {
    of: '2-1-sign-in',
    what: 'a route more',
    edit: (flow) => {
      list(part(flow, 'routing_model'), 'FORGOT_PASSWORD').push('SIGN_IN');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*FORGOT_PASSWORD*: route to “SIGN_IN” added'],
  },
  {
    of: '2-1-get-a-quote',
    what: 'an example of a list in the data',
    edit: (flow) => {
      piece(screen(flow, 'COVER'), '2').title = 'Storm and flood';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*COVER*: `data › options › __example__ › Natural disaster › title` “Natural disaster” → “Storm and flood”',
    ],
  },
  {
    of: '2-1-get-a-quote',
    what: 'another action on choosing',
    edit: (flow) => {
      part(piece(screen(flow, 'QUOTE'), 'payment_options'), 'on-select-action').payload = {
        option: `\${form.payment_options}`,
      };
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*QUOTE* › Payment options: \`on-select-action › payload › option\` set to “\${form.payment_options}”`,
      `*QUOTE* › Payment options: \`on-select-action › payload › payment_options\` “\${form.payment_options}” removed`,
    ],
  },
  {
    of: '2-1-get-a-quote',
    what: 'a value that the form begins with',
    edit: (flow) => {
      part(piece(flow, 'quote_form'), 'init-values').payment_options = '2';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*QUOTE* › quote_form: `init-values › payment_options` “1” → “2”'],
  },
  {
    of: '4-0-if',
    what: 'the condition',
    edit: (flow) => {
      piece(flow, 'If').condition = `(\${form.animal} == 'cat')`;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*SCREEN* › If: condition “(\${data.value} &amp;&amp; (\${form.animal} == 'cat'))” → “(\${form.animal} == 'cat')”`,
    ],
  },
  {
    of: '4-0-if',
    what: 'a text within a branch',
    edit: (flow) => {
      piece(flow, 'It is a cat').text = 'It is a tiger';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SCREEN* › TextHeading: text “It is a cat” → “It is a tiger”'],
  },
  {
    of: '4-0-if',
    what: 'a text from one branch into the other',
    edit: (flow) => {
      list(piece(flow, 'If'), 'else').push(take(flow, 'It is a cat'));
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SCREEN* › TextHeading “It is a cat”: moved from “then” to “else”'],
  },
  {
    of: '4-0-if',
    what: 'ending there is no success',
    edit: (flow) => {
      screen(flow, 'SCREEN').success = false;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SCREEN*: ending here no longer counts as success'],
  },
  {
    of: '5-0-date-picker-dates-obj',
    what: 'the dates',
    edit: (flow) => {
      const date = piece(flow, 'date');
      date['min-date'] = '2024-11-01';
      date['max-date'] = '2024-12-31';
      date['unavailable-dates'] = ['2024-11-01', '2024-12-25'];
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DEMO_SCREEN* › Date: earliest date “2024-10-21” → “2024-11-01”',
      '*DEMO_SCREEN* › Date: latest date “2024-11-12” → “2024-12-31”',
      '*DEMO_SCREEN* › Date: unavailable dates: “2024-12-25” added',
      '*DEMO_SCREEN* › Date: unavailable dates: “2024-10-28” removed',
    ],
  },
  {
    of: '5-0-date-picker-dates-obj',
    what: 'the order of dates',
    edit: (flow) => {
      list(piece(flow, 'date'), 'unavailable-dates').reverse();
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DEMO_SCREEN* › Date: unavailable dates: order changed'],
  },
  {
    of: '6-0-open-url',
    what: "a link's address",
    edit: (flow) => {
      part(piece(flow, 'EmbeddedLink'), 'on-click-action').url = 'https://example.com/terms';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DEMO_SCREEN* › EmbeddedLink “This is an external link.”: link “https://pywa.readthedocs.io/” → “https://example.com/terms”',
    ],
  },
  {
    of: '6-0-visible-condition',
    what: 'shown always',
    edit: (flow) => {
      delete piece(flow, 'You choose the right number!').visible;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [`*DEMO_SCREEN* › TextBody “You choose the right number!”: visible “ˋ(\${form.number} == 42)ˋ” removed`],
  },
  {
    of: '6-2-navigation-list',
    what: 'where an item leads, and its price',
    edit: (flow) => {
      const item = piece(flow, 'health');
      part(part(item, 'on-click-action'), 'next').name = 'THIRD_SCREEN';
      part(item, 'end').title = '$90';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*FIRST_SCREEN* › insurances: option “Health Insurance”: `end › title` “$80” → “$90”',
      '*FIRST_SCREEN* › insurances: option “Health Insurance”: target screen “SECOND_SCREEN” → “THIRD_SCREEN”',
    ],
  },
  {
    of: '6-2-navigation-list',
    what: 'an item gone',
    edit: (flow) => {
      take(flow, 'intergalactic');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*FIRST_SCREEN* › insurances: option “Intergalactic Insurance” removed'],
  },
  {
    of: '6-3-chips-selector',
    what: 'how many may be chosen',
    edit: (flow) => {
      piece(flow, 'chips')['max-selected-items'] = 3;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*DEMO_SCREEN* › Personalize your experience: maximum choices “2” → “3”'],
  },
  {
    of: '4-0-photo-picker',
    what: 'from where, and how many',
    edit: (flow) => {
      Object.assign(piece(flow, 'photo_picker'), { 'photo-source': 'camera', 'max-uploaded-photos': 5 });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*FIRST* › Upload photos: `photo-source` “camera_gallery” → “camera”',
      '*FIRST* › Upload photos: `max-uploaded-photos` “10” → “5”',
    ],
  },
  {
    of: '7-1-image-carousel',
    what: "an image's description",
    edit: (flow) => {
      piece(flow, 'ImageCarousel')['scale-type'] = 'contain';
      (list(piece(flow, 'ImageCarousel'), 'images')[0] as JsonObject)['alt-text'] = 'A beach';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DEMO_SCREEN* › ImageCarousel: `scale-type` “cover” → “contain”',
      '*DEMO_SCREEN* › ImageCarousel: `images › 1 › alt-text` “Landscape image” → “A beach”',
    ],
  },
];
