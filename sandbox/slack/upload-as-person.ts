import { z } from 'zod';
import type { Emulator } from './emulator.ts';
import type { Person, SayAnswer } from './page-api.ts';

export interface PersonFile {
  name: string;
  content: string;
}

const ticket = z.object({ upload_url: z.string(), file_id: z.string() });

/** Shares a file with words beside it, as somebody does who drops it into the composer. */
export function createUploadAsPerson(emulator: Emulator, changed: () => void) {
  return async (as: Person, conversationId: string, file: PersonFile, text: string): Promise<SayAnswer> => {
    const account = { person: as.name };
    const bytes = Buffer.from(file.content);
    const args = { filename: file.name, length: bytes.length };
    const { upload_url: url, file_id: id } = ticket.parse(
      await emulator.demand(account, 'files.getUploadURLExternal', args),
    );
    // Its address is the workspace's, which takes uploads of the bot alone.
    const { pathname } = new URL(url);
    const headers = { authorization: emulator.authorization(account) };
    await fetch(`${emulator.url}${pathname}`, { method: 'POST', headers, body: bytes });
    const share = { files: [{ id, title: file.name }], channel_id: conversationId, initial_comment: text };
    await emulator.demand(account, 'files.completeUploadExternal', share);
    changed();
    return { ok: true };
  };
}
