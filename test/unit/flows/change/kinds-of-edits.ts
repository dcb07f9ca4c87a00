import type { Json, JsonObject } from '../../../../src/flows/json/json-value.ts';
import type { Edit } from './edits.ts';
import { list, move, part, piece, screen, siblings, take } from './flow-parts.ts';

/** An edit with what is told of it in Chinese as well. */
export interface KindOfEdit extends Edit {
  chinese?: readonly string[];
}

const image = (letter: string, length: number): string => `/9j/${letter.repeat(length)}`;
const text = (words: string): JsonObject => ({ type: 'TextBody', text: words });
const footer = (label: string): JsonObject => ({
  type: 'Footer',
  label,
  'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'THANKS' }, payload: { plan: `\${form.plan}` } },
});
const branches = (condition: string, shown: Json[], other?: Json[]): JsonObject => ({
  type: 'If',
  condition,
  // biome-ignore lint/suspicious/noThenProperty: Flow JSON calls it that
  then: shown,
  ...(other === undefined ? {} : { else: other }),
});
const LOREM = 'We keep your data safe.';

/** A flow with one of everything that an edit was once told wrongly of. */
export const KINDS_FLOW: JsonObject = {
  version: '6.3',
  routing_model: { PLAN: ['TERMS', 'THANKS'], TERMS: ['THANKS'], THANKS: [] },
  screens: [
    {
      id: 'PLAN',
      title: 'Your plan',
      data: {
        greeting: { type: 'string', __example__: 'Hello' },
        offer: { type: 'string', __example__: 'Half price' },
        cities: { type: 'array', __example__: [{ id: 'p', title: 'Paris' }] },
      },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'Choose a plan' },
          { type: 'Image', src: image('A', 4000) },
          text(`\${data.greeting}`),
          text(`\${data.offer}`),
          {
            type: 'Form',
            name: 'plan_form',
            children: [
              { type: 'TextInput', name: 'full_name', label: 'Name:', 'input-type': 'text', required: false },
              {
                type: 'RadioButtonsGroup',
                name: 'plan',
                label: 'Plan',
                'data-source': [
                  { id: 'basic', title: 'Basic' },
                  { id: 'pro', title: 'Pro', image: image('B', 2000) },
                  { id: 'max', title: 'Max' },
                ],
              },
              footer('Next'),
            ],
          },
        ],
      },
    },
    {
      id: 'TERMS',
      title: 'Terms',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextSubheading', text: 'Data usage' },
          text(LOREM),
          { type: 'TextCaption', text: '———' },
          { type: 'TextSubheading', text: 'Café rules' },
          text(LOREM),
          { type: 'TextCaption', text: '———' },
          {
            type: 'RichText',
            text: [
              '# Our terms',
              'By going on you agree that we may write to you about your order within 24 hours of it.',
              `![map](data:image/png;base64,${'C'.repeat(1600)})`,
              'That is all.',
            ],
          },
        ],
      },
    },
    {
      id: 'THANKS',
      title: 'Thank you',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [
          branches(`\${data.is_new}`, [text('Welcome to the club')], [text('Good to see you again')]),
          {
            type: 'Switch',
            value: `\${data.kind}`,
            cases: {
              gold: [{ type: 'TextCaption', text: 'You have gold' }, footer('Close')],
              iron: [{ type: 'TextCaption', text: 'You have iron' }, footer('Close')],
            },
          },
        ],
      },
    },
  ],
};

/** The same, where the `If` has no `else`. */
function withoutElse(): JsonObject {
  const flow = structuredClone(KINDS_FLOW);
  delete piece(flow, 'If').else;
  return flow;
}

/** The flows that the edits are of. */
export const KINDS_FLOWS: Readonly<Record<string, JsonObject>> = { kinds: KINDS_FLOW, 'no else': withoutElse() };

const options = (flow: JsonObject) => list(piece(flow, 'plan'), 'data-source');
const lines = (flow: JsonObject) => list(piece(flow, 'RichText'), 'text');
const layoutOf = (flow: JsonObject, id: string) => part(screen(flow, id), 'layout');
const childrenOf = (flow: JsonObject, id: string) => list(layoutOf(flow, id), 'children');
const cases = (flow: JsonObject) => part(piece(flow, 'Switch'), 'cases');
/** Something else that is told of, beside what is looked at. */
const alsoEdit = (flow: JsonObject) => {
  flow.version = '7.0';
};

/** Most of them edit one screen. */
const kind = (edit: Omit<KindOfEdit, 'of' | 'headline'> & { of?: string; headline?: string }): KindOfEdit => ({
  of: 'kinds',
  headline: '*Flow* changed: 1 screen edited',
  ...edit,
});

export const KINDS_OF_EDITS: readonly KindOfEdit[] = [
  kind({
    what: "an option's ID",
    edit: (flow) => {
      piece(flow, 'basic').id = 'plan_basic';
    },
    lines: ['*PLAN* › Plan: option “Basic”: submitted ID “basic” → “plan_basic”'],
    chinese: ['*PLAN* › Plan：选项“Basic”：提交的 ID “basic” → “plan_basic”'],
  }),
  kind({
    what: "an option's ID, and an option before it",
    edit: (flow) => {
      piece(flow, 'basic').id = 'plan_basic';
      options(flow).unshift({ id: 'free', title: 'Free' });
    },
    lines: ['*PLAN* › Plan: option “Free” added', '*PLAN* › Plan: option “Basic”: submitted ID “basic” → “plan_basic”'],
  }),
  kind({
    what: 'IDs that number the options, with one more in front',
    edit: (flow) => {
      options(flow).splice(
        0,
        3,
        { id: 'basic', title: 'Free' },
        { id: 'pro', title: 'Basic' },
        { id: 'max', title: 'Pro' },
        { id: 'ultra', title: 'Max' },
      );
    },
    lines: [
      '*PLAN* › Plan: option “Free” added',
      '*PLAN* › Plan: option “Basic”: submitted ID “basic” → “pro”',
      '*PLAN* › Plan: option “Pro”: submitted ID “pro” → “max”',
      '*PLAN* › Plan: option “Pro”: image removed, 2 kB',
      '*PLAN* › Plan: option “Max”: submitted ID “max” → “ultra”',
    ],
  }),
  kind({
    what: 'IDs of two options swapped',
    edit: (flow) => {
      Object.assign(piece(flow, 'plan'), {
        'data-source': [
          { id: 'pro', title: 'Basic' },
          { ...piece(flow, 'pro'), id: 'basic' },
          { id: 'max', title: 'Max' },
        ],
      });
    },
    lines: [
      '*PLAN* › Plan: option “Basic”: submitted ID “basic” → “pro”',
      '*PLAN* › Plan: option “Pro”: submitted ID “pro” → “basic”',
    ],
  }),
  kind({
    what: 'the ID and a word of an option',
    edit: (flow) => {
      Object.assign(piece(flow, 'basic'), { id: 'plan_basic', title: 'Basics' });
    },
    lines: [
      '*PLAN* › Plan: option “Basic” → “Basics”',
      '*PLAN* › Plan: option “Basic”: submitted ID “basic” → “plan_basic”',
    ],
  }),
  kind({
    what: 'an option replaced by another',
    edit: (flow) => {
      Object.assign(piece(flow, 'basic'), { id: 'free', title: 'Free' });
    },
    lines: ['*PLAN* › Plan: option “Free” added', '*PLAN* › Plan: option “Basic” removed'],
  }),
  kind({
    what: "an example's ID",
    edit: (flow) => {
      piece(flow, 'p').id = 'paris';
    },
    lines: ['*PLAN*: `data › cities › __example__ › Paris › id` “p” → “paris”'],
  }),
  kind({
    what: 'a line of a rich text, far behind its beginning',
    edit: (flow) => {
      lines(flow)[1] = String(lines(flow)[1]).replace('24 hours', '48 hours');
    },
    lines: ['*TERMS* › RichText: text, line 2: “…r order within 24 hours of it.” → “…r order within 48 hours of it.”'],
    chinese: ['*TERMS* › RichText：文本第 2 行：“…r order within 24 hours of it.” → “…r order within 48 hours of it.”'],
  }),
  kind({
    what: 'a line more, and one edited',
    edit: (flow) => {
      lines(flow)[3] = 'That is really all.';
      lines(flow).splice(1, 0, 'Please read them.', '');
    },
    lines: [
      '*TERMS* › RichText: text, line 6: “That is all.” → “That is really all.”',
      '*TERMS* › RichText: text: “Please read them.” added',
      '*TERMS* › RichText: text: blank line added',
    ],
    chinese: [
      '*TERMS* › RichText：文本第 6 行：“That is all.” → “That is really all.”',
      '*TERMS* › RichText：文本：新增“Please read them.”',
      '*TERMS* › RichText：文本：新增一个空行',
    ],
  }),
  kind({
    what: 'a wholly other line',
    edit: (flow) => {
      lines(flow)[3] = 'Questions? Call us.';
    },
    lines: ['*TERMS* › RichText: text, line 4: “That is all.” → “Questions? Call us.”'],
  }),
  kind({
    what: 'a line moved',
    edit: (flow) => {
      move(lines(flow), 3, 1);
    },
    lines: ['*TERMS* › RichText “# Our terms By going on you a…”: text: order changed'],
  }),
  kind({
    what: 'an image in a rich text',
    edit: (flow) => {
      lines(flow)[2] = String(lines(flow)[2]).replaceAll('C', 'D');
    },
    lines: ['*TERMS* › RichText “# Our terms By going on you a…”: text, line 3: image replaced, 1 kB'],
    chinese: ['*TERMS* › RichText “# Our terms By going on you a…”：文本第 3 行：图片已替换，1 kB'],
  }),
  kind({
    what: 'a blank more',
    edit: (flow) => {
      piece(flow, 'Choose a plan').text = 'Choose  a plan';
    },
    lines: ['*PLAN* › TextHeading: text “Choose a plan” → “Choose␣␣a plan”'],
  }),
  kind({
    what: 'a blank at the end',
    edit: (flow) => {
      piece(flow, 'full_name').label = 'Name: ';
    },
    lines: ['*PLAN* › Name: label “Name:” → “Name:␣”'],
  }),
  kind({
    what: 'another kind of blank',
    edit: (flow) => {
      piece(flow, 'Choose a plan').text = 'Choose\u00A0a\u3000plan';
    },
    lines: ['*PLAN* › TextHeading: text “Choose a plan” → “Choose[U+00A0]a[U+3000]plan”'],
    chinese: ['*PLAN* › TextHeading：文本：“Choose a plan” → “Choose[U+00A0]a[U+3000]plan”'],
  }),
  kind({
    what: 'a zero-width sign in an option',
    edit: (flow) => {
      piece(flow, 'basic').title = 'Ba\u200Bsic';
    },
    lines: ['*PLAN* › Plan: option “Basic” → “Ba[U+200B]sic”'],
  }),
  kind({
    what: 'a line break in place of a blank, far behind the beginning',
    edit: (flow) => {
      lines(flow)[1] = String(lines(flow)[1]).replace('within 24', 'within\n24');
    },
    lines: [
      '*TERMS* › RichText: text, line 2: “…ur order within 24 hours of it.” → “…ur order within↵24 hours of it.”',
    ],
  }),
  kind({
    what: 'a letter of another script that looks the same',
    edit: (flow) => {
      piece(flow, 'basic').title = 'B\u0430sic';
    },
    lines: ['*PLAN* › Plan: option “Basic” → “B[U+0430]sic”'],
  }),
  kind({
    what: 'a text that becomes two lines',
    edit: (flow) => {
      piece(flow, 'Choose a plan').text = ['Choose a plan', 'You can change it later.'];
    },
    lines: ['*PLAN* › TextHeading: text: “You can change it later.” added'],
  }),
  kind({
    what: 'a letter with its accent apart',
    edit: (flow) => {
      piece(flow, 'Café rules').text = 'Cafe\u0301 rules';
    },
    lines: ['*TERMS* › TextSubheading: text “Café rules” → “Cafe[U+0301] rules”'],
  }),
  kind({
    what: 'the first of two equal texts',
    edit: (flow) => {
      Object.assign(piece(flow, LOREM), { text: 'We never share your data.' });
    },
    lines: ['*TERMS* › TextBody: text “We keep your data safe.” → “We never share your data.”'],
  }),
  kind({
    what: 'the second of two equal texts, and a separator less',
    edit: (flow) => {
      Object.assign(childrenOf(flow, 'TERMS')[4] ?? {}, { text: 'We never share your data.' });
      childrenOf(flow, 'TERMS').splice(2, 1);
    },
    lines: [
      '*TERMS* › TextBody: text “We keep your data safe.” → “We never share your data.”',
      '*TERMS* › TextCaption “———”: removed',
    ],
  }),
  kind({
    what: 'a separator more, in front',
    edit: (flow) => {
      childrenOf(flow, 'TERMS').unshift({ type: 'TextCaption', text: '———' });
    },
    lines: ['*TERMS* › TextCaption “———”: added'],
    chinese: ['*TERMS* › TextCaption “———”：新增'],
  }),
  kind({
    what: 'the key of a case',
    edit: (flow) => {
      const { gold = [], iron = [] } = cases(flow);
      piece(flow, 'Switch').cases = { silver: gold, iron };
    },
    lines: [`*THANKS* › Switch “\${data.kind}”: case “gold” → “silver”`],
    chinese: [`*THANKS* › Switch “\${data.kind}”：分支“gold” → “silver”`],
  }),
  kind({
    what: 'the key of a case, and a text in it',
    edit: (flow) => {
      piece(flow, 'You have gold').text = 'You have silver';
      const { gold = [], iron = [] } = cases(flow);
      piece(flow, 'Switch').cases = { silver: gold, iron };
    },
    lines: [
      `*THANKS* › Switch “\${data.kind}”: case “gold” → “silver”`,
      '*THANKS* › TextCaption: text “You have gold” → “You have silver”',
    ],
  }),
  kind({
    what: 'two cases swapped',
    edit: (flow) => {
      const { gold = [], iron = [] } = cases(flow);
      piece(flow, 'Switch').cases = { gold: iron, iron: gold };
    },
    lines: [`*THANKS* › Switch “\${data.kind}”: cases “gold” and “iron” swapped`],
    chinese: [`*THANKS* › Switch “\${data.kind}”：分支“gold”与“iron”互换`],
  }),
  kind({
    what: 'then and else swapped',
    edit: (flow) => {
      const choice = piece(flow, 'If');
      // biome-ignore lint/suspicious/noThenProperty: Flow JSON calls it that
      Object.assign(choice, { then: choice.else, else: choice.then });
    },
    lines: [`*THANKS* › If “\${data.is_new}”: “then” and “else” swapped`],
    chinese: [`*THANKS* › If “\${data.is_new}”：“then”与“else”互换`],
  }),
  kind({
    what: 'then and else swapped, with the condition turned round',
    edit: (flow) => {
      const choice = piece(flow, 'If');
      // biome-ignore lint/suspicious/noThenProperty: Flow JSON calls it that
      Object.assign(choice, { condition: `!\${data.is_new}`, then: choice.else, else: choice.then });
    },
    lines: [
      `*THANKS* › If “\${data.is_new}”: “then” and “else” swapped`,
      `*THANKS* › If: condition “\${data.is_new}” → “!\${data.is_new}”`,
    ],
  }),
  kind({
    what: 'a new condition',
    edit: (flow) => {
      childrenOf(flow, 'THANKS').push(branches(`\${data.points} > 100`, [text('You are a star')]));
    },
    lines: [
      `*THANKS* › If “\${data.points} &gt; 100”: added`,
      `*THANKS* › If “\${data.points} &gt; 100” › then › TextBody “You are a star”: added`,
    ],
    chinese: [
      `*THANKS* › If “\${data.points} &gt; 100”：新增`,
      `*THANKS* › If “\${data.points} &gt; 100” › then › TextBody “You are a star”：新增`,
    ],
  }),
  kind({
    what: 'a new condition around what was there',
    edit: (flow) => {
      const children = childrenOf(flow, 'PLAN');
      children.splice(2, 2, branches(`\${data.is_new}`, children.slice(2, 4)));
    },
    lines: [`*PLAN* › If “\${data.is_new}”: added around what was already there`],
    chinese: [`*PLAN* › If “\${data.is_new}”：新增，把原有内容包在其中`],
  }),
  kind({
    what: 'a condition taken away around what it showed',
    edit: (flow) => {
      childrenOf(flow, 'THANKS').splice(0, 1, ...list(piece(flow, 'If'), 'then'));
    },
    lines: [
      `*THANKS* › If “\${data.is_new}”: removed, its content stays`,
      `*THANKS* › If “\${data.is_new}” › else › TextBody “Good to see you again”: removed`,
    ],
  }),
  kind({
    what: 'a text into a case, one out of a branch',
    edit: (flow) => {
      list(cases(flow), 'iron').unshift(text('Iron is strong'));
      take(flow, 'Good to see you again');
    },
    lines: [
      `*THANKS* › Switch “\${data.kind}” › case “iron” › TextBody “Iron is strong”: added`,
      `*THANKS* › If “\${data.is_new}” › else › TextBody “Good to see you again”: removed`,
    ],
    chinese: [
      `*THANKS* › Switch “\${data.kind}” › 分支“iron” › TextBody “Iron is strong”：新增`,
      `*THANKS* › If “\${data.is_new}” › else › TextBody “Good to see you again”：删除`,
    ],
  }),
  kind({
    what: 'the button in one of the cases',
    edit: (flow) => {
      Object.assign(list(cases(flow), 'iron')[1] ?? {}, { label: 'Finish' });
    },
    lines: [`*THANKS* › Switch “\${data.kind}” › case “iron” › Footer: label “Close” → “Finish”`],
  }),
  kind({
    what: 'a text out of a branch, to the top',
    edit: (flow) => {
      childrenOf(flow, 'THANKS').push(take(flow, 'Good to see you again'));
    },
    lines: [`*THANKS* › TextBody “Good to see you again”: moved out of If “\${data.is_new}” › else`],
    chinese: [`*THANKS* › TextBody “Good to see you again”：移出 If “\${data.is_new}” › else`],
  }),
  kind({
    what: 'an empty case, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      cases(flow).tin = [];
    },
    lines: ['Flow JSON version “6.3” → “7.0”', `*THANKS* › Switch “\${data.kind}”: case “tin” added`],
    chinese: ['Flow JSON 版本：“6.3” → “7.0”', `*THANKS* › Switch “\${data.kind}”：新增分支“tin”`],
  }),
  kind({
    what: 'an empty else, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      piece(flow, 'If').else = [];
    },
    lines: [
      'Flow JSON version “6.3” → “7.0”',
      `*THANKS* › If “\${data.is_new}” › else › TextBody “Good to see you again”: removed`,
    ],
  }),
  kind({
    what: 'an empty else where there was none, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      piece(flow, 'If').else = [];
    },
    of: 'no else',
    lines: ['Flow JSON version “6.3” → “7.0”', `*THANKS* › If “\${data.is_new}”: “else” added`],
  }),
  kind({
    what: 'an else less, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      delete piece(flow, 'If').else;
    },
    lines: [
      'Flow JSON version “6.3” → “7.0”',
      `*THANKS* › If “\${data.is_new}”: “else” removed`,
      `*THANKS* › If “\${data.is_new}” › else › TextBody “Good to see you again”: removed`,
    ],
    chinese: [
      'Flow JSON 版本：“6.3” → “7.0”',
      `*THANKS* › If “\${data.is_new}”：删除“else”分支`,
      `*THANKS* › If “\${data.is_new}” › else › TextBody “Good to see you again”：删除`,
    ],
  }),
  kind({
    what: 'the type of the target dropped, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      delete part(part(piece(flow, 'Next'), 'on-click-action'), 'next').type;
    },
    lines: ['Flow JSON version “6.3” → “7.0”', '*PLAN* › Footer: `next › type` “screen” removed'],
  }),
  kind({
    what: 'an empty data model, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      screen(flow, 'TERMS').data = {};
    },
    lines: ['Flow JSON version “6.3” → “7.0”', '*TERMS*: `data` set to “{}”'],
  }),
  kind({
    what: 'an empty list of routes less, beside another edit',
    edit: (flow) => {
      alsoEdit(flow);
      delete part(flow, 'routing_model').THANKS;
    },
    lines: ['Flow JSON version “6.3” → “7.0”', '*THANKS*: removed from the routing model'],
    chinese: ['Flow JSON 版本：“6.3” → “7.0”', '*THANKS* › 已从路由模型中移除'],
  }),
  kind({
    what: 'an empty list of routes more, beside another edit',
    headline: '*Flow* changed: settings of the whole flow',
    edit: (flow) => {
      alsoEdit(flow);
      part(flow, 'routing_model').HELP = [];
    },
    lines: ['Flow JSON version “6.3” → “7.0”', '*HELP*: added to the routing model, without a route'],
    chinese: ['Flow JSON 版本：“6.3” → “7.0”', '*HELP* › 已加入路由模型，尚无路由'],
  }),
  kind({
    what: 'a screen with another ID, a title, and its routes',
    edit: (flow) => {
      Object.assign(screen(flow, 'TERMS'), { id: 'CONDITIONS', title: 'Conditions' });
      flow.routing_model = { PLAN: ['CONDITIONS', 'THANKS'], CONDITIONS: ['THANKS'], THANKS: [] };
    },
    lines: ['*CONDITIONS*: screen ID “TERMS” → “CONDITIONS”', '*CONDITIONS*: title “Terms” → “Conditions”'],
  }),
  kind({
    what: 'a screen with another ID that the routes do not know',
    edit: (flow) => {
      Object.assign(screen(flow, 'TERMS'), { id: 'CONDITIONS' });
      piece(flow, 'Data usage').text = 'How we use your data';
    },
    lines: [
      '*CONDITIONS*: screen ID “TERMS” → “CONDITIONS”',
      '*CONDITIONS* › TextSubheading: text “Data usage” → “How we use your data”',
    ],
  }),
  kind({
    what: 'a form taken away around its fields',
    edit: (flow) => {
      const children = childrenOf(flow, 'PLAN');
      children.splice(4, 1, ...list(piece(flow, 'plan_form'), 'children'));
    },
    lines: ['*PLAN* › plan_form: Form removed, its content stays'],
    chinese: ['*PLAN* › plan_form：删除 Form，其中的内容保留'],
  }),
  kind({
    what: 'a form put around what was there',
    edit: (flow) => {
      layoutOf(flow, 'TERMS').children = [{ type: 'Form', name: 'terms_form', children: childrenOf(flow, 'TERMS') }];
    },
    lines: ['*TERMS* › terms_form: Form added around what was already there'],
    chinese: ['*TERMS* › terms_form：新增 Form，把原有内容包在其中'],
  }),
  kind({
    what: 'a heading that becomes a body',
    edit: (flow) => {
      piece(flow, 'Choose a plan').type = 'TextBody';
    },
    lines: ['*PLAN* › TextHeading “Choose a plan”: type “TextHeading” → “TextBody”'],
  }),
  kind({
    what: 'a heading that becomes a body with another word',
    edit: (flow) => {
      Object.assign(piece(flow, 'Choose a plan'), { type: 'TextBody', text: 'Choose the plan' });
    },
    lines: [
      '*PLAN* › TextHeading “Choose a plan”: type “TextHeading” → “TextBody”',
      '*PLAN* › TextHeading: text “Choose a plan” → “Choose the plan”',
    ],
  }),
  kind({
    what: 'a label that ends in a colon',
    edit: (flow) => {
      piece(flow, 'full_name').required = true;
    },
    lines: ['*PLAN* › Name: now required'],
    chinese: ['*PLAN* › Name：现在必填'],
  }),
  kind({
    what: 'one of several texts from the data',
    edit: (flow) => {
      piece(flow, `\${data.offer}`)['font-weight'] = 'bold';
    },
    lines: [`*PLAN* › TextBody “\${data.offer}”: \`font-weight\` set to “bold”`],
  }),
  kind({
    what: 'a text from the data less, and one more',
    edit: (flow) => {
      take(flow, `\${data.greeting}`);
      siblings(flow, 'Choose a plan').push(text(`\${data.hint}`));
    },
    lines: [`*PLAN* › TextBody “\${data.hint}”: added`, `*PLAN* › TextBody “\${data.greeting}”: removed`],
  }),
  kind({
    what: 'an image',
    edit: (flow) => {
      piece(flow, 'Image').src = image('D', 357_000);
      piece(flow, 'pro').image = image('E', 1600);
    },
    lines: ['*PLAN* › Image: image replaced, 268 kB', '*PLAN* › Plan: option “Pro”: image replaced, 1 kB'],
    chinese: ['*PLAN* › Image：图片已替换，268 kB', '*PLAN* › Plan：选项“Pro”：图片已替换，1 kB'],
  }),
  kind({
    what: 'an image more, and one less',
    edit: (flow) => {
      piece(flow, 'basic').image = image('F', 1600);
      delete piece(flow, 'pro').image;
    },
    lines: ['*PLAN* › Plan: option “Basic”: image added, 1 kB', '*PLAN* › Plan: option “Pro”: image removed, 2 kB'],
    chinese: ['*PLAN* › Plan：选项“Basic”：新增图片，1 kB', '*PLAN* › Plan：选项“Pro”：删除图片，2 kB'],
  }),
  kind({
    what: 'an image from the data',
    edit: (flow) => {
      piece(flow, 'Image').src = `\${data.picture}`;
    },
    lines: [`*PLAN* › Image: image “🖼” → “\${data.picture}”`],
  }),
  kind({
    what: 'wrapped into another object',
    edit: (flow) => {
      const { version = '', routing_model = {}, screens = [] } = flow;
      for (const key of Object.keys(flow)) delete flow[key];
      flow.flow = { version, routing_model, screens };
    },
    headline: '*Flow* changed: settings of the whole flow',
    lines: ['the flow is now wrapped in “flow”'],
    chinese: ['整个流程现在放在“flow”之内'],
  }),
  kind({
    what: 'signs that turn a line round',
    edit: (flow) => {
      piece(flow, 'basic').title = 'Ba\u202Esic';
      childrenOf(flow, 'TERMS').push(text('See \u2066more\u2069'));
    },
    headline: '*Flow* changed: 2 screens edited',
    lines: ['*PLAN* › Plan: option “Basic” → “Ba[U+202E]sic”', '*TERMS* › TextBody “See [U+2066]more[U+2069]”: added'],
    chinese: ['*PLAN* › Plan：选项“Basic” → “Ba[U+202E]sic”', '*TERMS* › TextBody “See [U+2066]more[U+2069]”：新增'],
  }),
];
