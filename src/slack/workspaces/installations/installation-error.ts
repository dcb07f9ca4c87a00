export type InstallationErrorKind = 'not-installed' | 'whole-organisation' | 'state-used' | 'not-allowed';

const MESSAGES: Readonly<Record<InstallationErrorKind, string>> = {
  'not-installed': 'This workspace has not installed the app. Install it at /slack/install.',
  'whole-organisation': 'The app is installed one workspace at a time. Choose a workspace, not the whole organisation.',
  'state-used': 'This link was used before. Begin again at /slack/install.',
  'not-allowed': 'This bot does not serve your workspace yet. Nothing was kept of this installation.',
};

export class InstallationError extends Error {
  readonly kind: InstallationErrorKind;
  /** Of the workspace that was refused. */
  readonly teamId: string | undefined;

  constructor(kind: InstallationErrorKind, teamId?: string) {
    super(MESSAGES[kind]);
    this.name = 'InstallationError';
    this.kind = kind;
    this.teamId = teamId;
  }
}
