import type { KnownBlock, Option } from '@slack/types';
import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/sandbox.ts';
import type {
  Line,
  Person,
  SayAnswer,
  SharedFile,
  SubmitAnswer,
  View,
  ViewValues,
} from '../../../sandbox/slack/page-api.ts';
import type { ConversationKey, PersonKey } from '../../../sandbox/slack/seed.ts';
import type { Workspace } from '../../../sandbox/slack/workspace.ts';

/** A person in a conversation, who types and sees what comes. */
export interface Desk {
  me: Person;
  conversationId: string;
  type(text: string): Promise<SayAnswer>;
  /** Types a command that has to be acked. */
  command(text: string): Promise<void>;
  /** Clicks the last button of that label that this person sees here, or in that line. */
  click(label: string, line?: Line): Promise<void>;
  /** Chooses a shortcut, of that line or else a global one, which has to be acked. */
  shortcut(callbackId: string, line?: Line): Promise<void>;
  /** The topmost modal, once there is one. */
  modal(): Promise<View>;
  /** Submits the topmost modal. */
  submit(values: ViewValues): Promise<SubmitAnswer>;
  /** The options that an external select of the topmost modal offers for what is typed. */
  options(blockId: string, actionId: string, query: string, values?: ViewValues): Promise<Option[]>;
  /** Opens the app's Home tab, and gives it once it is published. */
  home(): Promise<View>;
  /** What this person sees here, oldest first. */
  lines(): Promise<Line[]>;
  /** The private lines alone, as plain text. */
  privateTexts(): Promise<string[]>;
  /** The first private line that matches, once it is there. */
  told(pattern: RegExp, withinMs?: number): Promise<Line>;
  /** The first file of that name, once it is there. */
  file(name: string, withinMs?: number): Promise<{ line: Line; file: SharedFile }>;
  /** A line's files, and those in its thread. */
  filesOf(line: Line): Promise<SharedFile[]>;
  /** A file as this person downloads it. */
  bytesOf(file: SharedFile): Promise<Uint8Array>;
  /** A file's text, as this person can read it. */
  textOf(file: SharedFile): Promise<string>;
}

const WITHIN_MS = 20_000;
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

/** The buttons of that label, in a block of actions or beside a section. */
function buttonsOf(block: KnownBlock, label: string, messageTs: string) {
  const elements = block.type === 'actions' ? block.elements : block.type === 'section' ? [block.accessory] : [];
  return elements.flatMap((element) =>
    element?.type === 'button' && element.text.text === label
      ? [{ messageTs, blockId: block.block_id ?? '', actionId: element.action_id ?? '' }]
      : [],
  );
}

export function deskOf({ workspace }: { workspace: Workspace }, who: PersonKey, where: ConversationKey): Desk {
  const me = workspace.people[who];
  const conversationId = workspace.conversations[where];

  const lines = async () => (await workspace.state(me)).lines.filter((line) => line.conversationId === conversationId);
  const type = (text: string) => workspace.say(me, conversationId, text);
  const privateTexts = async () => (await lines()).filter(({ isPrivate }) => isPrivate).map(({ text }) => text);
  const modal = () =>
    eventually(
      async () => (await workspace.state(me)).modals.at(-1),
      WITHIN_MS,
      async () => `a modal in ${JSON.stringify(workspace.calls.slice(-5))}`,
    );
  const asJson = async () => JSON.stringify(await lines(), null, 2);

  async function download({ id }: SharedFile): Promise<Response> {
    const answer = await fetch(`${workspace.url}/sandbox/files/${id}?as=${me.id}`);
    expect(answer.status).toBe(200);
    return answer;
  }

  return {
    me,
    conversationId,
    type,
    lines,
    privateTexts,
    command: async (text) => expect(await type(text)).toEqual({ ok: true }),
    async click(label, line) {
      const button = (line === undefined ? await lines() : [line])
        .flatMap((each) => (each.blocks ?? []).flatMap((block) => buttonsOf(block, label, each.ts)))
        .at(-1);
      if (button === undefined) throw new Error(`There is no button ${label}`);
      expect(await workspace.click(me, { conversationId, ...button })).toEqual({ ok: true });
    },
    async shortcut(callbackId, line) {
      const message = line && { conversationId: line.conversationId, ts: line.ts };
      expect(await workspace.shortcut(me, callbackId, message)).toEqual({ ok: true });
    },
    modal,
    submit: async (values) => workspace.submit(me, (await modal()).id, values),
    async options(blockId, actionId, query, values = {}) {
      const { id: viewId } = await modal();
      const answer = await workspace.options(me, { viewId, blockId, actionId, query, values });
      if (!answer.ok) throw new Error(answer.error);
      return answer.options;
    },
    async home() {
      expect(await workspace.openHome(me, 'home')).toEqual({ ok: true });
      return eventually(
        async () => (await workspace.state(me)).home,
        WITHIN_MS,
        async () => 'a Home tab',
      );
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
    filesOf: async ({ ts }) =>
      (await lines()).filter((line) => line.ts === ts || line.threadTs === ts).flatMap(({ files }) => files),
    bytesOf: async (file) => new Uint8Array(await (await download(file)).arrayBuffer()),
    textOf: async (file) => (await download(file)).text(),
  };
}

/** Starts sandboxes, and ends them with the test file. */
export function sandboxes() {
  const started: Sandbox[] = [];
  return {
    async start(options?: SandboxOptions): Promise<Sandbox> {
      // It takes a second of each start here, of which there are many; `warm-up.test.ts` starts a bot that does.
      const sandbox = await startSandbox({ ...options, settings: { WARM_UP: 'off', ...options?.settings } });
      started.push(sandbox);
      return sandbox;
    },
    async close(): Promise<void> {
      await Promise.all(started.splice(0).map((sandbox) => sandbox.close()));
    },
  };
}
