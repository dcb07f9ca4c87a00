/** Nobody knows whether an organisation's installation has ended: Slack does not say whether it takes the token. */
export class InstallationUnknown extends Error {
  readonly kind = 'installation-unknown';

  constructor(organisationId: string) {
    super(`Slack does not say whether ${organisationId} has ended its installation: nothing of it was deleted.`);
    this.name = 'InstallationUnknown';
  }
}
