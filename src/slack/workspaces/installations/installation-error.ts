export type InstallationErrorKind =
  | 'not-installed'
  | 'unusable'
  | 'state-used'
  | 'not-allowed'
  | 'organisation-not-allowed';

const MESSAGES: Readonly<Record<InstallationErrorKind, string>> = {
  'not-installed': 'This workspace has not installed the app. Install it at /slack/install.',
  unusable: 'What Slack said of this installation could not be used: it names no workspace and no organization.',
  'state-used': 'This link was used before. Begin again at /slack/install.',
  'not-allowed': 'This bot does not serve your workspace yet. Nothing was kept of this installation.',
  'organisation-not-allowed': 'This bot does not serve your organization yet. Nothing was kept of this installation.',
};

export class InstallationError extends Error {
  readonly kind: InstallationErrorKind;
  /** Of the workspace or organisation that was refused. */
  readonly teamId: string | undefined;

  constructor(kind: InstallationErrorKind, teamId?: string) {
    super(MESSAGES[kind]);
    this.name = 'InstallationError';
    this.kind = kind;
    this.teamId = teamId;
  }
}
