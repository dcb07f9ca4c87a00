import { z } from 'zod';
import { isHttpsOrLoopback } from '../rules.ts';

/** An empty line in `.env` (`PORT=`) means "not set", as its author would expect. */
export const setting = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

/**
 * A number within limits, the usual one where nothing is set.
 *
 * @param what as `a port number`.
 */
export const numberSetting = (what: string, usual: number, [min, max]: readonly [number, number], isWhole = true) =>
  setting.transform((value, context): number => {
    const number = value === undefined ? usual : Number(value);
    if (number >= min && number <= max && (!isWhole || Number.isInteger(number))) return number;
    context.addIssue(`must be ${what} from ${min} to ${max}`);
    return z.NEVER;
  });

/** An address of HTTPS, or of this machine. */
export const addressSetting = (rule: string) =>
  setting.transform((value, context): string | undefined => {
    if (value === undefined || isHttpsOrLoopback(value)) return value;
    context.addIssue(rule);
    return z.NEVER;
  });
