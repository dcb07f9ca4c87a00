import { CUST_SPACE_ID } from '../../settings/rules.ts';

/**
 * Flow IDs as CAMS gives them: digits (`92675332812643…`) or hexadecimal (`17b6…`), and letters, `_` and `-` in the
 * documentation's examples. None is documented as longer than 64 characters, and all hold a digit, which tells them from
 * a word that somebody typed.
 */
const FLOW_ID = /^(?=.*\d)[A-Za-z0-9_-]{6,64}$/;

/** The longest flow ID that is accepted; characters. */
export const MAX_FLOW_ID_LENGTH = 64;

export const isFlowId = (text: string): boolean => FLOW_ID.test(text);
export const isCustSpaceId = (text: string): boolean => CUST_SPACE_ID.test(text);
