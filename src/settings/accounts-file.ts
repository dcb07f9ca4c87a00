import { readFile } from 'node:fs/promises';

/** What the file at `ACCOUNTS_FILE` holds, or why that can't be known. */
export type AccountsFile = { kind: 'read'; content: unknown } | { kind: 'unreadable'; problem: string };

const unreadable = (problem: string): AccountsFile => ({ kind: 'unreadable', problem });

/** Reads YAML. A problem tells the line, and nothing of what stands there. */
async function parseYaml(source: string): Promise<AccountsFile> {
  // Only where there is such a file: most bots have one account, and do without the parser in memory.
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) return unreadable(`is no YAML: see line ${lineCounter.linePos(error.pos[0]).line}`);
  try {
    return { kind: 'read', content: document.toJS() };
  } catch {
    return unreadable('is no YAML that can be read: an alias stands for nothing, or for too much');
  }
}

/** Reads the file at `path`; whatever goes wrong is a problem to be named, not an error. */
export async function readAccountsFile(path: string): Promise<AccountsFile> {
  try {
    return await parseYaml(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown fault';
    return unreadable(code === 'ENOENT' ? `names no file: ${path}` : `can not be read (${code}): ${path}`);
  }
}
