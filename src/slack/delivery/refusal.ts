import type { Refusal } from '../../requests/delivery.ts';
import type { DeliveryError } from './delivery-error.ts';

const REFUSAL_OF_CODE: Readonly<Record<string, Refusal>> = {
  channel_not_found: 'private',
  not_in_channel: 'cannot-join',
  is_archived: 'archived',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  posting_to_channel_denied: 'restricted',
  posting_to_general_channel_denied: 'restricted',
  team_access_not_granted: 'restricted',
  user_is_restricted: 'restricted',
  method_not_supported_for_channel_type: 'restricted',
  slack_connect_file_upload_sharing_blocked: 'connect',
  slack_connect_file_link_sharing_blocked: 'connect',
  invalid_channel: 'not-found',
};

/** Why a conversation took nothing; undefined where that is not what went wrong. */
export const refusalBy = ({ code }: Pick<DeliveryError, 'code'>): Refusal | undefined =>
  code === undefined ? undefined : REFUSAL_OF_CODE[code];
