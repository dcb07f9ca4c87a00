import type { Refusal } from '../../requests/delivery.ts';
import type { DeliveryError } from './delivery-error.ts';

/** Slack's errors that are about one conversation. Source: the error tables of `chat.postMessage` and `files.completeUploadExternal`. */
const REFUSAL_OF_CODE: Readonly<Record<string, Refusal>> = {
  channel_not_found: 'private',
  not_in_channel: 'cannot-join',
  is_archived: 'archived',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'threads-only',
  restricted_action_non_threadable_channel: 'no-replies',
  restricted_action_thread_locked: 'no-replies',
  thread_locked: 'no-replies',
  posting_to_channel_denied: 'restricted',
  posting_to_general_channel_denied: 'restricted',
  ekm_access_denied: 'suspended',
  user_is_restricted: 'restricted',
  method_not_supported_for_channel_type: 'restricted',
  slack_connect_file_upload_sharing_blocked: 'connect',
  slack_connect_file_link_sharing_blocked: 'connect',
  invalid_channel: 'not-found',
};

/** Why a conversation took nothing; undefined where that is not what went wrong. */
export const refusalBy = ({ code }: Pick<DeliveryError, 'code'>): Refusal | undefined =>
  code === undefined ? undefined : REFUSAL_OF_CODE[code];
