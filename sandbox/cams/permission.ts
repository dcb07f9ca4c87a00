/** What the policies of the bot's RAM user allow. */
export interface Permission {
  /** @param operation as `ListFlow`. */
  allows(operation: string): boolean;
  /** @param operation absent: all of them, whatever was said of single ones before. */
  set(isGranted: boolean, operation?: string): void;
}

/** Everything is allowed at first. */
export function createPermission(): Permission {
  let isGranted = true;
  const exceptions = new Map<string, boolean>();
  return {
    allows: (operation) => exceptions.get(operation) ?? isGranted,
    set(value, operation) {
      if (operation !== undefined) return void exceptions.set(operation, value);
      isGranted = value;
      exceptions.clear();
    },
  };
}
