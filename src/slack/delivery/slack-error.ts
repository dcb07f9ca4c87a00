import { webApi } from '@slack/bolt';
import { DeliveryError, type DeliveryErrorKind } from './delivery-error.ts';

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
  file_uploads_disabled: 'slack-files-refused',
  file_uploads_except_images_disabled: 'slack-files-refused',
  file_type_not_allowed: 'slack-files-refused',
  storage_limit_reached: 'slack-files-refused',
  over_file_size_limit: 'slack-files-refused',
  ratelimited: 'slack-rate-limited',
  rate_limited: 'slack-rate-limited',
  internal_error: 'slack-unavailable',
  fatal_error: 'slack-unavailable',
  service_unavailable: 'slack-unavailable',
  request_timeout: 'slack-unavailable',
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
  const isRateLimit = error instanceof Error && /rate limit/i.test(error.message);
  return new DeliveryError(isRateLimit ? 'slack-rate-limited' : 'slack-unavailable', undefined, error);
}
