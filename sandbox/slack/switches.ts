import type { FileBlocks, SayAnswer, Switches, SwitchRequest } from './page-api.ts';

/** The permission of the bot's RAM user, which the account's owner gives and takes away. */
export interface RamPermission {
  isGranted(): boolean;
  grant(isGranted: boolean): void;
}

/** What the page and a test can switch while everything runs. */
export interface SwitchBoard {
  state(): Switches;
  fileBlocks(): FileBlocks;
  set(request: Omit<SwitchRequest, 'as'>): SayAnswer;
}

/** @param permission absent: there is no account, and nothing to take away. */
export function createSwitches(permission?: RamPermission): SwitchBoard {
  let fileBlocks: FileBlocks = 'any';
  return {
    state: () => ({ fileBlocks, ...(permission && { ramPermission: permission.isGranted() }) }),
    fileBlocks: () => fileBlocks,
    set({ ramPermission, fileBlocks: wanted }) {
      if (ramPermission !== undefined && permission === undefined) return { ok: false, error: 'There is no account.' };
      if (ramPermission !== undefined) permission?.grant(ramPermission);
      fileBlocks = wanted ?? fileBlocks;
      return { ok: true };
    },
  };
}
