/**
 * A page that shows the screens of a flow one below the other: what *Open preview* leads to here, where Meta's own page
 * would let one walk through them. It shows what is there and runs nothing.
 */

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
/** A text, or the lines of one. */
const words = (value: unknown): string =>
  Array.isArray(value) ? value.map(words).join('\n') : typeof value === 'string' ? value : '';
const html = (value: unknown) => escaped(words(value)).replaceAll('\n', '<br>');

const TEXTS: Readonly<Record<string, string>> = {
  TextHeading: 'h3',
  TextSubheading: 'h4',
  TextBody: 'p',
  TextCaption: 'small',
  RichText: 'p',
};

/** The components inside another one: of a form, of an `If`, of a `Switch`. */
function inside({ children, then: yes, else: no, cases }: Fields): Fields[] {
  const ofCases = isFields(cases) ? Object.values(cases).flatMap(fieldsIn) : [];
  return [...fieldsIn(children), ...fieldsIn(yes), ...fieldsIn(no), ...ofCases];
}

/** What there is to choose from: the options of an input, or the items of a list that leads elsewhere. */
function options({ 'data-source': data, 'list-items': items }: Fields): string {
  const source = data ?? items;
  const titles = fieldsIn(source).map(
    (item) =>
      `${html(item.title ?? (isFields(item['main-content']) ? item['main-content'].title : ''))}${target(item)}`,
  );
  if (titles.length === 0) return typeof source === 'string' ? `<p class="from">from ${html(source)}</p>` : '';
  return `<ul>${titles.map((title) => `<li>${title}</li>`).join('')}</ul>`;
}

/** Where a tap leads: a screen, the end, or the endpoint. */
function target({ 'on-click-action': action }: Fields): string {
  if (!isFields(action)) return '';
  const { name, next } = action;
  if (name === 'navigate' && isFields(next)) return ` → ${html(next.name)}`;
  if (name === 'complete') return ' → done';
  return name === 'data_exchange' ? ' → the endpoint decides' : '';
}

function component(fields: Fields): string {
  const { type, text, label, required, condition, value } = fields;
  const tag = TEXTS[words(type)];
  if (tag !== undefined) return `<${tag}>${html(text)}</${tag}>`;
  switch (type) {
    case 'Form':
      return inside(fields).map(component).join('');
    case 'If':
    case 'Switch':
      return `<fieldset><legend>${type} ${html(condition ?? value)}</legend>${inside(fields).map(component).join('')}</fieldset>`;
    case 'Footer':
      return `<div class="footer">${html(label)}${target(fields)}</div>`;
    case 'EmbeddedLink':
      return `<p class="link">${html(text)}${target(fields)}</p>`;
    case 'Image':
      return '<p class="from">A picture</p>';
    default: {
      const mark = required === true ? ' *' : '';
      const kind = escaped(words(type).replace(/([a-z])([A-Z])/g, '$1 $2'));
      return `<div class="field"><b>${html(label)}${mark}</b> <small>${kind}</small>${options(fields)}</div>`;
    }
  }
}

function screen({ id, title, layout, terminal }: Fields): string {
  const components = isFields(layout) ? fieldsIn(layout.children) : [];
  const end = terminal === true ? ' · the last one' : '';
  return `<section><header><h2>${html(title)}</h2><small>${html(id)}${end}</small></header>${components.map(component).join('')}</section>`;
}

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d9d7, #3b4642); --soft: light-dark(#5b6561, #a9b5b0); --brand: light-dark(#0b6e4f, #46c398); }
body { margin: 0 auto; padding: 24px 16px 48px; max-width: 1200px; background: light-dark(#f3f5f4, #16201c); color: light-dark(#1d1c1d, #e8ecea);
  font: 15px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0; font-size: 22px; } h2 { margin: 0; font-size: 16px; } h3 { margin: 8px 0 0; font-size: 18px; } h4 { margin: 4px 0 0; } p { margin: 4px 0; }
.screens { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 270px), 1fr)); gap: 16px; margin-top: 20px; align-items: start; }
section { display: flex; flex-direction: column; gap: 8px; padding: 0 14px 14px; border: 1px solid var(--line); border-radius: 14px;
  background: light-dark(#fff, #1e2a25); overflow-wrap: anywhere; }
section > header { margin: 0 -14px; padding: 10px 14px; border-bottom: 1px solid var(--line); }
small, .from { color: var(--soft); font-size: 12px; } .link { color: var(--brand); text-decoration: underline; }
.field { padding: 8px 10px; border: 1px solid var(--line); border-radius: 8px; }
.field ul { margin: 4px 0 0; padding-left: 18px; max-height: 160px; overflow: auto; }
fieldset { margin: 0; border: 1px dashed var(--line); border-radius: 8px; } legend { color: var(--soft); font-size: 12px; }
.footer { margin-top: 4px; padding: 9px; border-radius: 18px; background: #0b6e4f; color: #fff; text-align: center; font-weight: 600; }
`;

/**
 * @param name of the flow.
 * @param flow its JSON, parsed; anything at all is shown as far as it can be.
 */
export function flowPreview(name: string, flow: unknown): string {
  const screens = isFields(flow) ? fieldsIn(flow.screens) : [];
  const body = screens.length === 0 ? '<p>This flow has no screen.</p>' : screens.map(screen).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)} · Preview</title><style>${STYLE}</style></head>
<body><h1>${escaped(name)}</h1><small>${screens.length} ${screens.length === 1 ? 'screen' : 'screens'}, as the account has them now. A preview of the sandbox, in the place of Meta’s.</small>
<div class="screens">${body}</div></body></html>`;
}
