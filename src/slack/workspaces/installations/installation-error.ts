export type InstallationErrorKind = 'not-installed' | 'whole-organisation' | 'state-used';

const MESSAGES: Readonly<Record<InstallationErrorKind, string>> = {
  'not-installed': 'This workspace has not installed the app. Install it at /slack/install.',
  'whole-organisation': 'The app is installed one workspace at a time. Choose a workspace, not the whole organisation.',
  'state-used': 'This link was used before. Begin again at /slack/install.',
};

export class InstallationError extends Error {
  readonly kind: InstallationErrorKind;

  constructor(kind: InstallationErrorKind) {
    super(MESSAGES[kind]);
    this.name = 'InstallationError';
    this.kind = kind;
  }
}
