/** What a `${…}` names. `path` leads further into it. */
export type Binding =
  | { of: 'data' | 'form'; screen: string | undefined; name: string; path: readonly string[]; source: string }
  | { of: 'unknown'; source: string };

/** Whether the whole text is one binding. */
const WHOLE = /^\$\{([^{}]*)\}$/;
/** A binding somewhere in a text; only what looks like one of ours, since "${5}" may be a price. */
const WITHIN = /\$\{\s*(?:data|form|screen)\.[^{}]*\}/;

/** The inside of `${…}` where the whole text is one binding. */
export const wholeBinding = (text: string): string | undefined =>
  text.startsWith('$') ? WHOLE.exec(text)?.[1] : undefined;

/** The first binding inside of a longer text. */
export const bindingWithin = (text: string): string | undefined =>
  text.includes('${') ? WITHIN.exec(text)?.[0] : undefined;

/** The inside of a text that is an expression as a whole, in back-ticks. */
export const wholeExpression = (text: string): string | undefined =>
  text.length > 1 && text.startsWith('`') && text.endsWith('`') ? text.slice(1, -1) : undefined;

/**
 * Reads the inside of `${…}`: `data.x.y`, `form.x`, `screen.ID.data.x`, `screen.ID.form.x` (source: Meta,
 * guides/flowjson, "Dynamic properties" and "Global dynamic referencing").
 */
export function parseBinding(inside: string): Binding {
  const source = `\${${inside}}`;
  const parts = inside.trim().split('.');
  const [root, ...rest] = parts;
  if (root === 'screen') {
    const [screen = '', of, name = '', ...path] = rest;
    if (screen !== '' && name !== '' && (of === 'data' || of === 'form')) return { of, screen, name, path, source };
  } else if (root === 'data' || root === 'form') {
    const [name = '', ...path] = rest;
    if (name !== '') return { of: root, screen: undefined, name, path, source };
  }
  return { of: 'unknown', source };
}

/** Whether a name can stand in a binding (source: Meta's own web checker). */
export const isBindableName = (name: string): boolean => /^[\w-]+$/.test(name);
