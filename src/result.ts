/** A value, or why there is none: told apart by `ok`, never by what the value happens to hold. */
export type Result<Value, Reason> = { ok: true; value: Value } | { ok: false; error: Reason };
