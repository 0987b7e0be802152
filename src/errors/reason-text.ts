/** What was thrown, or given as the reason of an abort, in words. Anything may be, also what has no text of its own. */
export function reasonText(reason: unknown): string {
  if (reason instanceof Error) return reason.message;
  try {
    return String(reason);
  } catch {
    // An object without a prototype, or with a `toString` that throws.
    return Object.prototype.toString.call(reason);
  }
}
