import { z } from 'zod';
import { DISPLAYS, type Display } from '../../requests/display.ts';
import { parseJsonAs } from './request-value.ts';

/** Where a modal was opened from: kept in its `private_metadata`, since a submission says nothing of it. */
export interface ViewOrigin {
  /** Absent in the Home tab and for a global shortcut. */
  channelId?: string | undefined;
  /** Of the message that the modal is about. */
  threadTs?: string | undefined;
  /** The thread that private lines go to: one that has replies. */
  lineThreadTs?: string | undefined;
  /** A link to that message. */
  about?: string | undefined;
  /** What was typed, and several flows are called: see `Chosen`. */
  name?: string | undefined;
  /** What was typed to be shared of the flows. */
  display?: Display | undefined;
  /** For the private lines that follow; lives 30 minutes. */
  responseUrl?: string | undefined;
}

const viewOrigin = z.object({
  channelId: z.string().optional(),
  threadTs: z.string().optional(),
  lineThreadTs: z.string().optional(),
  about: z.string().optional(),
  name: z.string().optional(),
  display: z.enum(DISPLAYS).optional().catch(undefined),
  responseUrl: z.url().optional(),
});

export const viewOriginText = (origin: ViewOrigin): string => JSON.stringify(origin);

/** An origin that knows nothing where the text is none of ours. */
export const parseViewOrigin = (text: unknown): ViewOrigin => parseJsonAs(viewOrigin, text) ?? {};
