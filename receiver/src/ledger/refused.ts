import type { Draft } from "./draft.ts";

/** In the words of those that give up waiting: what was made until then may have to be paid for. */
const cutShort = [
  "abort",
  "cancel",
  "timeout",
  "timed out",
  "interrupt",
  "disconnect",
  "terminated",
  "socket",
  "reset",
];
/** As some name the end of a call that has no other. */
const noReasons: ReadonlySet<string> = new Set(["error", "unknown"]);

/** A call that failed with no sign of an answer, nor of one that was cut short: nothing was used. */
export function isRefused(draft: Draft): boolean {
  const { failed, state, usage, details, finishReasons } = draft;
  if (!failed || state !== "ended" || usage !== undefined || details !== undefined) return false;
  const answered = draft.responseId !== "" || draft.firstToken > 0n;
  if (answered || finishReasons.some((reason) => !noReasons.has(reason.toLowerCase()))) return false;
  const said = `${draft.errorType} ${draft.errorMessage}`.toLowerCase();
  return !cutShort.some((words) => said.includes(words));
}
