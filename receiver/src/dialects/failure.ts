import type { Facts } from "../model/facts.ts";

/** What went wrong, as far as anybody says. */
export interface Failure {
  readonly type?: string | undefined;
  readonly message?: string | undefined;
}

/**
 * Undefined when nothing went wrong. Not every library says so by the status: `thrown` gives the exception told last
 * among the events, which on a call that used nothing is a failure, and on any other was handled.
 */
export function failureOf(facts: Facts, statusFailed: boolean, thrown: () => Failure | undefined): Failure | undefined {
  const isCall = facts.kind === "llm" || facts.kind === "embedding";
  const isTold = statusFailed || facts.failed === true;
  const exception = isTold || (isCall && facts.usage === undefined) ? thrown() : undefined;
  if (!isTold && exception === undefined) return undefined;
  return { type: facts.errorType ?? exception?.type, message: facts.errorMessage ?? exception?.message };
}
