import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { type Argument, type Expression, parseSync, Visitor, type VisitorObject } from 'oxc-parser';

const ROOT = resolve(import.meta.dirname, '../..');

/** What a source names of another module, in whatever way. */
export interface NamedModule {
  /** As it is written, as `./clock.ts`; undefined where it is put together when the program runs. */
  specifier: string | undefined;
  /** Whether nothing is left of it when the program runs. */
  isTypeOnly: boolean;
}

/** One of our files names another, or a package. */
export interface Import {
  /** From the root of the repository, as `src/app.ts`. */
  from: string;
  /** A file from the root of the repository; a package or Node's own module by its name, as `@slack/bolt`. */
  to: string;
  isTypeOnly: boolean;
}

/** `meta` of `import.meta.…`: the name that is asked of it. */
const askedOfMeta = (node: Expression | Argument | undefined): string | undefined =>
  node?.type === 'MemberExpression' && node.object.type === 'MetaProperty' && node.property.type === 'Identifier'
    ? node.property.name
    : undefined;

/**
 * Every module that a source names: by import and export statements of values, of types and for their side effects
 * alone, by `import()`, in types by `import('…')`, by `require`, and as a worker's file (`new URL('…', import.meta.url)`).
 *
 * `import { type T }` counts as more than a type: Node strips the name and still loads the file.
 *
 * @param file its name, by which its language is known.
 * @throws {Error} where it can't be parsed.
 */
export function modulesNamedIn(file: string, source: string): NamedModule[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} can't be parsed: ${errors.map(({ message }) => message).join('; ')}`);
  const found: NamedModule[] = [];
  function add(node: Expression | Argument | null | undefined, isTypeOnly = false): void {
    if (!node) return;
    const isText = node.type === 'Literal' && typeof node.value === 'string';
    found.push({ specifier: isText ? String(node.value) : undefined, isTypeOnly });
  }
  const visitor: VisitorObject = {};
  visitor.ImportDeclaration = ({ source: module, importKind }) => add(module, importKind === 'type');
  visitor.ExportNamedDeclaration = ({ source: module, exportKind }) => add(module, exportKind === 'type');
  visitor.ExportAllDeclaration = ({ source: module, exportKind }) => add(module, exportKind === 'type');
  visitor.ImportExpression = ({ source: module }) => add(module);
  visitor.TSImportType = ({ source: module }) => add(module, true);
  visitor.CallExpression = ({ callee, arguments: [module] }) => {
    const isRequire = callee.type === 'Identifier' && callee.name === 'require';
    if (isRequire || askedOfMeta(callee) === 'resolve') add(module);
  };
  visitor.NewExpression = ({ callee, arguments: [module, base] }) => {
    if (callee.type === 'Identifier' && callee.name === 'URL' && askedOfMeta(base) === 'url') add(module);
  };
  new Visitor(visitor).visit(program);
  return found;
}

/** The TypeScript and JavaScript of a folder, from the root of the repository, as `src/app.ts`. */
export const sourcesIn = (folder: string): string[] =>
  readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[mc]?[jt]sx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();

export const readSource = (file: string): string => readFileSync(resolve(ROOT, file), 'utf8');

/** @throws {Error} where a module is named by what is put together when the program runs: no rule could see it. */
export function importsOf(file: string, source = readSource(file)): Import[] {
  return modulesNamedIn(file, source).map(({ specifier, isTypeOnly }) => {
    if (specifier === undefined) throw new Error(`${file} imports what nobody can tell before it runs`);
    const isOurs = specifier.startsWith('.');
    const to = isOurs ? relative(ROOT, resolve(ROOT, dirname(file), specifier)).replaceAll('\\', '/') : specifier;
    return { from: file, to, isTypeOnly };
  });
}

/**
 * Files that import one another, also over others, and types too. Each circle is found once, as the files in it.
 *
 * Source: Tarjan's strongly connected components.
 */
export function circlesIn(imports: readonly Pick<Import, 'from' | 'to'>[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];

  function visit(file: string): number {
    let low = order.size;
    order.set(file, low);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      if (!order.has(other)) low = Math.min(low, visit(other));
      else if (stack.includes(other)) low = Math.min(low, order.get(other) ?? low);
    }
    if (low === order.get(file)) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  }

  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return circles;
}
