import { webApi } from '@slack/bolt';
import { DeliveryError, type DeliveryErrorKind } from './delivery-error.ts';
import { wasNotSent } from './lost-answer.ts';

/** Slack's errors by what a person can do about them. Source: the error tables of the methods that are called. */
const KIND_OF_CODE: Readonly<Record<string, DeliveryErrorKind>> = {
  invalid_auth: 'slack-token',
  not_authed: 'slack-token',
  account_inactive: 'slack-token',
  token_revoked: 'slack-token',
  token_expired: 'slack-token',
  missing_scope: 'slack-scope',
  not_allowed_token_type: 'slack-scope',
  no_permission: 'slack-scope',
  team_access_not_granted: 'slack-no-access',
  access_denied: 'slack-no-access',
  app_access_restricted: 'slack-no-access',
  enterprise_is_restricted: 'slack-no-access',
  accesslimited: 'slack-no-access',
  ekm_access_denied: 'slack-suspended',
  messages_tab_disabled: 'slack-messages-off',
  file_uploads_disabled: 'slack-files-refused',
  file_uploads_except_images_disabled: 'slack-files-refused',
  file_type_not_allowed: 'slack-files-refused',
  storage_limit_reached: 'slack-files-refused',
  over_file_size_limit: 'slack-files-refused',
  ratelimited: 'slack-rate-limited',
  rate_limited: 'slack-rate-limited',
  message_limit_exceeded: 'slack-rate-limited',
  internal_error: 'slack-unavailable',
  fatal_error: 'slack-unavailable',
  service_unavailable: 'slack-unavailable',
  request_timeout: 'slack-unavailable',
  // The workspace is being moved into an organisation.
  org_login_required: 'slack-unavailable',
  team_added_to_org: 'slack-unavailable',
};

/** Slack's own error code, where the Web API answered with one. */
export function platformCodeOf(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** Makes one of the closed list of whatever a call to Slack threw. */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const code = platformCodeOf(error);
  if (code !== undefined) return new DeliveryError(KIND_OF_CODE[code] ?? 'slack-refused', code, error);
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new DeliveryError('slack-rate-limited', undefined, error, error.retryAfter * 1000);
  }
  return new DeliveryError('slack-unavailable', undefined, error);
}

/** Whoever answers so had nobody to give the call to. */
const SERVICE_UNAVAILABLE = 503;

/**
 * Whether Slack may have done what a call asked for although it failed: no answer came, or none of the Web API's own.
 *
 * @param error that the call rejected with.
 */
export function mayHaveBeenDone(error: unknown): boolean {
  if (platformCodeOf(error) !== undefined || error instanceof webApi.WebAPIRateLimitedError) return false;
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode === SERVICE_UNAVAILABLE) return false;
  return error instanceof webApi.SlackError && !wasNotSent(error);
}
