import { describe, expect, it } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import { errorOf, problemOf } from '../../../../src/flows/catalogue/list-problem.ts';

describe('why a list could not be loaded', () => {
  it.each([
    new CamsError('timeout'),
    new CamsError('permission-denied', {
      code: 'NoPermission',
      requestId: 'R1',
      apiMessage: 'Not allowed',
      accessDenied: { action: 'cams:ListFlow', principal: 'bot', policyType: 'x', noPermissionType: undefined },
    }),
  ])('comes back as it was kept: %s', (error) => {
    expect(errorOf(problemOf(error))).toEqual(error);
  });

  it.each(['', 'null', '{"kind":"of another version"}', '{"kind":"timeout","code":7}'])(
    'is nothing that is known where it cannot be read: %j',
    (text) => {
      expect(errorOf(text).kind).toBe('unknown-code');
    },
  );
});
