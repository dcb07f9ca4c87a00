import { MANY_FLOWS } from './cams/more-flows.ts';
import type { Workspace } from './slack/workspace.ts';

/** A flow that the rules of the sandbox keep out of public channels. */
export const PRIVATE_FLOW = MANY_FLOWS.find(({ name }) => name.startsWith('Mortgage enquiry'))?.flowId ?? '';

/** What `ACCESS_FILE` holds in the sandbox: little is refused, so that all else can be tried. */
export const sandboxAccess = ({
  people,
}: Pick<Workspace, 'people'>): string => `# Change this file, then type /flow-json reload as Priya, who is an admin.
default: allow
ask: ${people.onCallEngineer.id}
rules:
  - name: Mortgage flows stay out of public channels
    effect: deny
    what: [fetch, watch, compare, check]
    who: [everybody]
    where: [public-channels]
    which:
      - flow: "${PRIVATE_FLOW}"
`;
