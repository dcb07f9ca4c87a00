import type { ServerResponse } from 'node:http';
import { InstallationError } from './installation-error.ts';

/** What Bolt hands over where an installation failed; the codes are those of @slack/oauth. */
interface InstallationFailure {
  code?: string;
}

interface Failure {
  status: number;
  headline: string;
  /** What the person can do. */
  next: string;
}

const BAD_REQUEST = 400;
const FORBIDDEN = 403;
const SERVER_ERROR = 500;

/** The browser came back without what it was sent away with: nothing that the bot did wrong. */
const OF_THE_BROWSER: ReadonlySet<string> = new Set([
  'slack_oauth_missing_state',
  'slack_oauth_invalid_state',
  'slack_oauth_missing_code',
]);

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function failureOf(error: InstallationFailure): Failure {
  if (error instanceof InstallationError && error.kind === 'state-used') {
    return { status: BAD_REQUEST, headline: error.message, next: 'The app stays installed as it was.' };
  }
  if (error instanceof InstallationError) {
    const isRefused = error.kind === 'not-allowed' || error.kind === 'organisation-not-allowed';
    const next = isRefused
      ? `Ask whoever runs this bot to add ${error.teamId ?? 'your workspace'} to SLACK_ALLOWED_TEAMS, then install the app again.`
      : 'Then start again at /slack/install.';
    return { status: FORBIDDEN, headline: error.message, next };
  }
  const code = error.code ?? 'unknown';
  const next = `Start again at /slack/install. If it fails again, tell whoever runs this bot the reason: ${code}.`;
  const status = OF_THE_BROWSER.has(code) ? BAD_REQUEST : SERVER_ERROR;
  return { status, headline: 'The app could not be installed.', next };
}

/** The page on which somebody reads why the app was not installed, and what to do. */
export function showFailure(
  error: InstallationFailure,
  _options: unknown,
  _request: unknown,
  response: ServerResponse,
): void {
  const { status, headline, next } = failureOf(error);
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Flow JSON</title>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">
<h1 style="font-size: 1.4rem">${escapeHtml(headline)}</h1>
<p>${escapeHtml(next)}</p>
</body>
</html>
`);
}
