import type { webApi } from '@slack/bolt';
import type { Translate } from '../../i18n.ts';
import type { Consent } from '../../requests/hold.ts';
import type { Conversation } from '../../requests/request.ts';
import type { Message } from '../messages/message.ts';

/** Who wants to see something of a flow, and where. */
export interface ContentRequester {
  t: Translate;
  client: webApi.WebClient;
  botUserId: string | undefined;
  teamId: string;
  userId: string;
  /** Undefined: the requester's direct message. */
  conversation: Conversation | undefined;
  /** What they have decided about what was held back. */
  consent?: Consent | undefined;
}

/** What the requester is answered. */
export interface ContentAnswer {
  message: Message;
  /** Whether it is to be seen where it was asked for, so that the answer says nothing new. */
  isSeen: boolean;
}
