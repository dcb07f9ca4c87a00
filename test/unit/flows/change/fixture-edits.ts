import type { JsonObject } from '../../../../src/flows/json/json-value.ts';
import type { Edit } from './edits.ts';
import { list, move, part, piece, screen, siblings, take } from './flow-parts.ts';

/** Of the flows in `test/fixtures/flows/`. */
export const FIXTURE_EDITS: readonly Edit[] = [
  {
    of: '3-1-callback-request',
    what: 'a label',
    edit: (flow) => {
      piece(flow, 'caller').label = 'Full name';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Your name: label “Your name” → “Full name”'],
  },
  {
    of: '3-1-callback-request',
    what: 'no longer required',
    edit: (flow) => {
      piece(flow, 'phone').required = false;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Phone number: no longer required'],
  },
  {
    of: '3-1-callback-request',
    what: 'a key left out that held, and one given that changes nothing',
    edit: (flow) => {
      delete piece(flow, 'reason').required;
      piece(flow, 'Footer').enabled = true;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › What is it about?: no longer required', '*CALLBACK* › Footer: enabled set to “true”'],
  },
  {
    of: '3-1-callback-request',
    what: 'a helper text is added',
    edit: (flow) => {
      piece(flow, 'reason')['helper-text'] = 'In a sentence or two';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › What is it about?: helper text set to “In a sentence or two”'],
  },
  {
    of: '3-1-callback-request',
    what: 'a long text, far behind its beginning',
    edit: (flow) => {
      piece(flow, 'TextBody').text = String(piece(flow, 'TextBody').text).replace('4 working hours', '2 working hours');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › TextBody: text “…ou back within 4 working hours.” → “…ou back within 2 working hours.”'],
  },
  {
    of: '3-1-callback-request',
    what: 'a wholly other text',
    edit: (flow) => {
      piece(flow, 'TextBody').text = 'Thanks!';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › TextBody: text “Our colleagues in Lisbon answer the phones from 9 a.m. to 6…” → “Thanks!”'],
  },
  {
    of: '3-1-callback-request',
    what: 'a component between others',
    edit: (flow) => {
      siblings(flow, 'reason').splice(2, 0, {
        type: 'TextInput',
        name: 'when',
        label: 'Best time',
        'input-type': 'text',
      });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Best time: TextInput added'],
  },
  {
    of: '3-1-callback-request',
    what: 'a component gone',
    edit: (flow) => {
      take(flow, 'phone');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Phone number: TextInput removed'],
  },
  {
    of: '3-1-callback-request',
    what: 'a component to the front',
    edit: (flow) => {
      move(siblings(flow, 'reason'), 2, 0);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › What is it about?: moved'],
  },
  {
    of: '3-1-callback-request',
    what: 'another type under the same name',
    edit: (flow) => {
      piece(flow, 'reason').type = 'TextInput';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › What is it about?: type “TextArea” → “TextInput”'],
  },
  {
    of: '3-1-callback-request',
    what: 'another name under the same label',
    edit: (flow) => {
      piece(flow, 'phone').name = 'number';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Phone number: name “phone” → “number”'],
  },
  {
    of: '3-1-callback-request',
    what: 'a key of the payload gone',
    edit: (flow) => {
      delete part(part(piece(flow, 'Footer'), 'on-click-action'), 'payload').flow_key;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Footer: payload “flow_key” removed'],
  },
  {
    of: '3-1-callback-request',
    what: 'a key of the payload has another value',
    edit: (flow) => {
      part(part(piece(flow, 'Footer'), 'on-click-action'), 'payload').flow_key = 'callback-2';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Footer: `payload › flow_key` “callback” → “callback-2”'],
  },
  {
    of: '3-1-callback-request',
    what: 'the version',
    edit: (flow) => {
      flow.version = '7.1';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['Flow JSON version “3.1” → “7.1”'],
  },
  {
    of: '3-1-callback-request',
    what: "a screen's title",
    edit: (flow) => {
      screen(flow, 'CALLBACK').title = 'Let us call you';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK*: title “Request a callback” → “Let us call you”'],
  },
  {
    of: '3-1-callback-request',
    what: "a screen's ID",
    edit: (flow) => {
      screen(flow, 'CALLBACK').id = 'CALL_ME';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALL_ME*: screen ID “CALLBACK” → “CALL_ME”'],
  },
  {
    of: '3-1-callback-request',
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
    of: '3-1-callback-request',
    what: 'text that Slack would take for marks',
    edit: (flow) => {
      piece(flow, 'caller').label = '<!channel> & `code`';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*CALLBACK* › Your name: label “Your name” → “&lt;!channel&gt; &amp; ˋcodeˋ”'],
  },
  {
    of: '3-1-hotel-extras',
    what: 'an option more',
    edit: (flow) => {
      list(piece(flow, 'extras'), 'data-source').push({ id: 'yoga', title: 'Yoga' });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*EXTRAS* › Extra(s) you would like: option “Yoga” added'],
  },
  {
    of: '3-1-hotel-extras',
    what: 'an option gone',
    edit: (flow) => {
      take(flow, 'dog');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*EXTRAS* › Extra(s) you would like: option “Dog basket” removed'],
  },
  {
    of: '3-1-hotel-extras',
    what: 'an option renamed',
    edit: (flow) => {
      piece(flow, 'bikes').title = 'Two e-bikes & helmets';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*EXTRAS* › Extra(s) you would like: option “Two bicycles &amp; helmets” → “Two e-bikes &amp; helmets”'],
  },
  {
    of: '3-1-hotel-extras',
    what: 'an option moved',
    edit: (flow) => {
      move(list(piece(flow, 'extras'), 'data-source'), 8, 0);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*EXTRAS* › Extra(s) you would like: option “Something else” moved'],
  },
  {
    of: '3-1-hotel-extras',
    what: 'an option with a description, and switched off',
    edit: (flow) => {
      Object.assign(piece(flow, 'breakfast'), { description: 'From 7 to 10', enabled: false });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*EXTRAS* › Extra(s) you would like: option “Breakfast in the garden”: description set to “From 7 to 10”',
      '*EXTRAS* › Extra(s) you would like: option “Breakfast in the garden”: now disabled',
    ],
  },
  {
    of: '3-1-hotel-extras',
    what: 'options from the endpoint instead',
    edit: (flow) => {
      piece(flow, 'extras')['data-source'] = `\${data.extras}`;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*EXTRAS* › Extra(s) you would like: options “[{"id":"breakfast","title":"Breakfast in the garden"},{"id"…” → “\${data.extras}”`,
    ],
  },
  {
    of: '3-1-hotel-extras',
    what: 'several at once',
    edit: (flow) => {
      Object.assign(piece(flow, 'wishes'), { label: 'Anything else?', required: true, 'max-length': 300 });
      piece(flow, 'Footer').label = 'Send';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*EXTRAS* › Special wishes: label “Special wishes” → “Anything else?”',
      '*EXTRAS* › Special wishes: now required',
      '*EXTRAS* › Special wishes: maximum length set to “300”',
      '*EXTRAS* › Footer: label “Order” → “Send”',
    ],
  },
  {
    of: '2-1-gym-membership',
    what: 'the input type',
    edit: (flow) => {
      piece(flow, 'email')['input-type'] = 'text';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN* › E-mail address: input type “email” → “text”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'the endpoint',
    edit: (flow) => {
      flow.data_channel_uri = 'https://new.gym.example/v2';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['endpoint “https://gym.example/flows” → “https://new.gym.example/v2”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'the data API version',
    edit: (flow) => {
      flow.data_api_version = '4.0';
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['data API version “3.0” → “4.0”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'a route gone',
    edit: (flow) => {
      list(part(flow, 'routing_model'), 'JOIN').pop();
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN*: route to “HOUSE_RULES” removed'],
  },
  {
    of: '2-1-gym-membership',
    what: 'another action',
    edit: (flow) => {
      part(piece(flow, 'Footer'), 'on-click-action').name = 'complete';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN* › Footer: action “data_exchange” → “complete”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'the target screen',
    edit: (flow) => {
      part(part(piece(flow, 'rules'), 'on-click-action'), 'next').name = 'RULES';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN* › I have read the house rules.: target screen “HOUSE_RULES” → “RULES”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'screens in another order',
    edit: (flow) => {
      move(list(flow, 'screens'), 1, 0);
    },
    headline: '*Flow* changed: 1 screen moved',
    lines: ['*HOUSE_RULES*: screen “House rules” moved'],
  },
  {
    of: '2-1-gym-membership',
    what: 'a screen gone, with its route',
    edit: (flow) => {
      list(flow, 'screens').pop();
      part(flow, 'routing_model').JOIN = [];
    },
    headline: '*Flow* changed: 1 screen edited, 1 removed',
    lines: ['*JOIN*: route to “HOUSE_RULES” removed', '*HOUSE_RULES*: screen “House rules” removed'],
  },
  {
    of: '2-1-gym-membership',
    what: 'data that the screen takes',
    edit: (flow) => {
      part(screen(flow, 'JOIN'), 'data').country = { type: 'string', __example__: 'FR' };
      delete part(screen(flow, 'JOIN'), 'data').error_messages;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN*: data “country” added', '*JOIN*: data “error_messages” removed'],
  },
  {
    of: '2-1-gym-membership',
    what: 'an example deep in the data',
    edit: (flow) => {
      part(part(part(screen(flow, 'JOIN'), 'data'), 'error_messages'), '__example__').pin_again = 'Not the same PIN.';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN*: `data › error_messages › __example__ › pin_again` “The PINs differ.” → “Not the same PIN.”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'a key of the form',
    edit: (flow) => {
      piece(flow, 'join_form')['init-values'] = { email: 'a@example.com' };
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN* › join_form: `init-values` set to “{"email":"a@example.com"}”'],
  },
  {
    of: '2-1-gym-membership',
    what: 'one of two like texts moved',
    edit: (flow) => {
      move(siblings(screen(flow, 'HOUSE_RULES'), 'Good to know'), 3, 1);
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*HOUSE_RULES* › TextSubheading “In the sauna”: moved'],
  },
  {
    of: '2-1-gym-membership',
    what: 'the form taken away around its components',
    edit: (flow) => {
      const layout = part(screen(flow, 'JOIN'), 'layout');
      layout.children = list(piece(flow, 'join_form'), 'children');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*JOIN* › join_form: Form removed, its content stays'],
  },
  {
    of: '2-1-parcel-account',
    what: "a link's text",
    edit: (flow) => {
      piece(screen(flow, 'LOG_IN'), "No account yet? It's free").text = 'New here? Sign up for free';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ["*LOG_IN* › EmbeddedLink: text “No account yet? It's free” → “New here? Sign up for free”"],
  },
  {
    of: '2-1-parcel-account',
    what: 'a screen that no longer ends the flow',
    edit: (flow) => {
      delete screen(flow, 'RESET').terminal;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*RESET*: the flow no longer ends here'],
  },
  {
    of: '2-1-parcel-account',
    what: 'changes on three screens',
    edit: (flow) => {
      screen(flow, 'LOG_IN').title = 'All your parcels';
      piece(screen(flow, 'NEW_ACCOUNT'), 'sms').required = true;
      piece(screen(flow, 'RESET'), 'email').label = 'E-mail';
    },
    headline: '*Flow* changed: 3 screens edited',
    lines: [
      '*LOG_IN*: title “Your parcels” → “All your parcels”',
      '*NEW_ACCOUNT* › Send me a text message when a parcel arrives.: now required',
      '*RESET* › E-mail address: label “E-mail address” → “E-mail”',
    ],
  },
  {
    of: '2-1-parcel-account',
    what: 'a route more',
    edit: (flow) => {
      list(part(flow, 'routing_model'), 'RESET').push('LOG_IN');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*RESET*: route to “LOG_IN” added'],
  },
  {
    of: '2-1-bike-insurance',
    what: 'an example of a list in the data',
    edit: (flow) => {
      piece(screen(flow, 'RISKS'), '2').title = 'Any damage';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*RISKS*: `data › risks › __example__ › Vandalism › title` “Vandalism” → “Any damage”'],
  },
  {
    of: '2-1-bike-insurance',
    what: 'another action on choosing',
    edit: (flow) => {
      part(piece(screen(flow, 'OFFER'), 'rhythm'), 'on-select-action').payload = {
        option: `\${form.rhythm}`,
      };
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*OFFER* › Pay: \`on-select-action › payload › option\` set to “\${form.rhythm}”`,
      `*OFFER* › Pay: \`on-select-action › payload › rhythm\` “\${form.rhythm}” removed`,
    ],
  },
  {
    of: '2-1-bike-insurance',
    what: 'a value that the form begins with',
    edit: (flow) => {
      part(piece(flow, 'offer_form'), 'init-values').rhythm = 'yearly';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*OFFER* › offer_form: `init-values › rhythm` “monthly” → “yearly”'],
  },
  {
    of: '4-0-delivery-slot',
    what: 'the condition',
    edit: (flow) => {
      piece(flow, 'If').condition = `(\${form.day_part} != 'box')`;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*SLOT* › If: condition “(\${data.is_heavy} &amp;&amp; (\${form.day_part} != 'box'))” → “(\${form.day_part} != 'box')”`,
    ],
  },
  {
    of: '4-0-delivery-slot',
    what: 'a text within a branch',
    edit: (flow) => {
      piece(flow, 'Two people will carry it').text = 'Three people will carry it';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SLOT* › TextHeading: text “Two people will carry it” → “Three people will carry it”'],
  },
  {
    of: '4-0-delivery-slot',
    what: 'a text from one branch into the other',
    edit: (flow) => {
      list(piece(flow, 'If'), 'else').push(take(flow, 'Two people will carry it'));
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SLOT* › TextHeading “Two people will carry it”: moved from “then” to “else”'],
  },
  {
    of: '4-0-delivery-slot',
    what: 'ending there is no success',
    edit: (flow) => {
      screen(flow, 'SLOT').success = false;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SLOT*: ending here no longer counts as success'],
  },
  {
    of: '5-0-clinic-appointment',
    what: 'the dates',
    edit: (flow) => {
      const date = piece(flow, 'day');
      date['min-date'] = '2027-03-08';
      date['max-date'] = '2027-05-31';
      date['unavailable-dates'] = ['2027-03-26', '2027-05-17'];
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*APPOINTMENT* › Day: earliest date “2027-03-01” → “2027-03-08”',
      '*APPOINTMENT* › Day: latest date “2027-04-30” → “2027-05-31”',
      '*APPOINTMENT* › Day: unavailable dates: “2027-05-17” added',
      '*APPOINTMENT* › Day: unavailable dates: “2027-03-29” removed',
    ],
  },
  {
    of: '5-0-clinic-appointment',
    what: 'the order of dates',
    edit: (flow) => {
      list(piece(flow, 'day'), 'unavailable-dates').reverse();
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*APPOINTMENT* › Day: unavailable dates: order changed'],
  },
  {
    of: '6-0-help-desk',
    what: "a link's address",
    edit: (flow) => {
      part(piece(flow, 'EmbeddedLink'), 'on-click-action').url = 'https://help.example/state';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*HELP* › EmbeddedLink “See the state of our services.”: link “https://status.example/” → “https://help.example/state”',
    ],
  },
  {
    of: '6-0-help-desk',
    what: 'shown always',
    edit: (flow) => {
      delete piece(flow, 'That calls for a colleague on site.').visible;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [`*HELP* › TextBody “That calls for a colleague on…”: visible “ˋ(\${form.pieces} &gt; 10)ˋ” removed`],
  },
  {
    of: '6-2-phone-plans',
    what: 'where an item leads, and its price',
    edit: (flow) => {
      const item = piece(flow, 'large');
      part(part(item, 'on-click-action'), 'next').name = 'ROUTER';
      part(item, 'end').title = '€ 21';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*PLANS* › Choose a plan: option “Large”: `end › title` “€ 19” → “€ 21”',
      '*PLANS* › Choose a plan: option “Large”: target screen “SIM” → “ROUTER”',
    ],
  },
  {
    of: '6-2-phone-plans',
    what: 'an item gone',
    edit: (flow) => {
      take(flow, 'boat');
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*PLANS* › Choose a plan: option “On the water” removed'],
  },
  {
    of: '6-3-style-quiz',
    what: 'how many may be chosen',
    edit: (flow) => {
      piece(flow, 'styles')['max-selected-items'] = 3;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*STYLE* › What do you like?: maximum choices “2” → “3”'],
  },
  {
    of: '4-0-damage-report',
    what: 'from where, and how many',
    edit: (flow) => {
      Object.assign(piece(flow, 'photos'), { 'photo-source': 'camera', 'max-uploaded-photos': 8 });
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*DAMAGE* › Photos of the damage: `photo-source` “camera_gallery” → “camera”',
      '*DAMAGE* › Photos of the damage: `max-uploaded-photos` “6” → “8”',
    ],
  },
  {
    of: '7-1-cabin-tour',
    what: "an image's description",
    edit: (flow) => {
      piece(flow, 'ImageCarousel')['scale-type'] = 'contain';
      (list(piece(flow, 'ImageCarousel'), 'images')[0] as JsonObject)['alt-text'] = 'The lake at dawn';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      '*TOUR* › ImageCarousel: `scale-type` “cover” → “contain”',
      '*TOUR* › ImageCarousel: `images › 1 › alt-text` “The lake from the porch” → “The lake at dawn”',
    ],
  },

  {
    of: '7-1-cabin-tour',
    what: 'an image less',
    edit: (flow) => {
      list(piece(flow, 'ImageCarousel'), 'images').shift();
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TOUR* › ImageCarousel: `images`: “The lake from the porch” removed'],
  },
  {
    of: '7-1-cabin-tour',
    what: 'images in another order',
    edit: (flow) => {
      list(piece(flow, 'ImageCarousel'), 'images').reverse();
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*TOUR* › ImageCarousel: `images`: order changed'],
  },
  {
    of: '4-0-delivery-slot',
    what: 'a text in one of the cases',
    edit: (flow) => {
      piece(flow, 'Between 17 and 21').text = 'Between 18 and 22';
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: ['*SLOT* › TextBody: text “Between 17 and 21” → “Between 18 and 22”'],
  },
  {
    of: '4-0-damage-report',
    what: 'what a later screen takes from an earlier one',
    edit: (flow) => {
      piece(screen(flow, 'PAPERS'), 'TextBody').text = `Plate: \${screen.DAMAGE.form.plate}`;
    },
    headline: '*Flow* changed: 1 screen edited',
    lines: [
      `*PAPERS* › TextBody: text “Number plate: \${screen.DAMAGE.form.plate}” → “Plate: \${screen.DAMAGE.form.plate}”`,
    ],
  },
];
