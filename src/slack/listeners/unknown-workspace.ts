import { z } from 'zod';

const ofOrganisation = z.object({ is_enterprise_install: z.literal(true), team: z.null() });

/** Slack does not say in which workspace of an organisation it was, whose installation serves several. */
export class UnknownWorkspace extends Error {
  readonly kind = 'unknown-workspace';

  constructor() {
    super('An interaction does not say in which workspace of an organisation it was');
    this.name = 'UnknownWorkspace';
  }
}

/** Of a payload as `placePayload` leaves it. */
export const isOfUnknownWorkspace = (body: unknown): boolean => ofOrganisation.safeParse(body).success;
