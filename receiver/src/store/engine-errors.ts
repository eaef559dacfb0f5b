import { RequestError } from "../errors.ts";

export class QueryTooLarge extends RequestError {
  readonly status = 400;
  readonly code = "query_too_large";
}

export class EngineAway extends RequestError {
  readonly status = 503;
  readonly code = "engine_away";
  readonly retryAfterSeconds = 2;
}

/** https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
const tooLarge: ReadonlySet<string> = new Set(["158", "159", "160", "191", "241", "307", "396"]);
/** Among them no room on disk (75, 243): it says nothing of the statement either. */
const away: ReadonlySet<string> = new Set([
  "75",
  "202",
  "209",
  "210",
  "225",
  "236",
  "242",
  "243",
  "252",
  "279",
  "319",
  "999",
]);
const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** The engine's error in our words where a caller can act on it; any other comes back as it is. */
export function explained(error: unknown): unknown {
  if (isTooLarge(error)) {
    return new QueryTooLarge("this question reads too much at once; ask for a shorter time or add a filter", {
      cause: error,
    });
  }
  return isAway(error) ? new EngineAway("the store does not answer now; try again shortly", { cause: error }) : error;
}

function isTooLarge(error: unknown): boolean {
  return tooLarge.has(codeOf(error));
}

function isAway(error: unknown): boolean {
  const code = codeOf(error);
  if (away.has(code) || unreachable.has(code)) return true;
  return error instanceof Error && (error.message === "Timeout error." || error.message === "socket hang up");
}

/** The engine's number or the operating system's word. The two engines throw different classes with the same field. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
