import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/sandbox.ts';
import type { Line, Person, SayAnswer, SharedFile } from '../../../sandbox/slack/page-api.ts';
import type { ConversationKey, PersonKey } from '../../../sandbox/slack/seed.ts';

/** A person in a conversation, who types and sees what comes. */
export interface Desk {
  me: Person;
  conversationId: string;
  type(text: string): Promise<SayAnswer>;
  /** Types a command that has to be acked. */
  command(text: string): Promise<void>;
  /** Clicks the last button of that label that this person sees here. */
  click(label: string): Promise<void>;
  /** What this person sees here, oldest first. */
  lines(): Promise<Line[]>;
  /** The private lines alone, as plain text. */
  privateTexts(): Promise<string[]>;
  /** The first private line that matches, once it is there. */
  told(pattern: RegExp, withinMs?: number): Promise<Line>;
  /** The first file of that name, once it is there. */
  file(name: string, withinMs?: number): Promise<{ line: Line; file: SharedFile }>;
  /** A file's text, as this person can read it. */
  textOf(file: SharedFile): Promise<string>;
}

const WITHIN_MS = 10_000;
const POLL_MS = 50;

/** @throws what `find` did not come to in time, with what is there instead. */
async function eventually<T>(
  find: () => Promise<T | undefined>,
  withinMs: number,
  what: () => Promise<string>,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${await what()}`);
    await new Promise((again) => setTimeout(again, POLL_MS));
  }
}

export function deskOf({ workspace }: Sandbox, who: PersonKey, where: ConversationKey): Desk {
  const me = workspace.people[who];
  const conversationId = workspace.conversations[where];

  const lines = async () => (await workspace.state(me)).lines.filter((line) => line.conversationId === conversationId);
  const type = (text: string) => workspace.say(me, conversationId, text);
  const privateTexts = async () => (await lines()).filter(({ isPrivate }) => isPrivate).map(({ text }) => text);
  const asJson = async () => JSON.stringify(await lines(), null, 2);

  return {
    me,
    conversationId,
    type,
    lines,
    privateTexts,
    command: async (text) => expect(await type(text)).toEqual({ ok: true }),
    async click(label) {
      const buttons = (await lines()).flatMap((line) =>
        (line.blocks ?? []).flatMap((block) =>
          block.type === 'actions'
            ? block.elements.flatMap((element) =>
                element.type === 'button' && element.text.text === label
                  ? [{ messageTs: line.ts, blockId: block.block_id ?? '', actionId: element.action_id ?? '' }]
                  : [],
              )
            : [],
        ),
      );
      const button = buttons.at(-1);
      if (button === undefined) throw new Error(`There is no button ${label}`);
      expect(await workspace.click(me, { conversationId, ...button })).toEqual({ ok: true });
    },
    told: (pattern, withinMs = WITHIN_MS) =>
      eventually(
        async () => (await lines()).find(({ isPrivate, text }) => isPrivate && pattern.test(text)),
        withinMs,
        async () => `${pattern} in ${await asJson()}`,
      ),
    file: (name, withinMs = WITHIN_MS) =>
      eventually(
        async () =>
          (await lines())
            .flatMap((line) => line.files.map((file) => ({ line, file })))
            .find(({ file }) => file.name === name),
        withinMs,
        async () => `${name} in ${await asJson()}`,
      ),
    async textOf({ id }) {
      const answer = await fetch(`${workspace.url}/sandbox/files/${id}?as=${me.id}`);
      expect(answer.status).toBe(200);
      return answer.text();
    },
  };
}

/** Starts sandboxes, and ends them with the test file. */
export function sandboxes() {
  const started: Sandbox[] = [];
  return {
    async start(options?: SandboxOptions): Promise<Sandbox> {
      const sandbox = await startSandbox(options);
      started.push(sandbox);
      return sandbox;
    },
    async close(): Promise<void> {
      await Promise.all(started.splice(0).map((sandbox) => sandbox.close()));
    },
  };
}
