/** No account of the settings serves the workspace. */
export class NotServed extends Error {
  readonly kind = 'not-served';
  readonly teamId: string;

  constructor(teamId: string) {
    super(`No account serves the workspace ${teamId}`);
    this.name = 'NotServed';
    this.teamId = teamId;
  }
}
