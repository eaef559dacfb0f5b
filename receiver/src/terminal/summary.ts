import { formatCount, plural } from "../format.ts";
import type { Session } from "../model/session.ts";
import type { Trace } from "../model/trace.ts";
import type { Tokens } from "../model/usage.ts";
import { moneySum, took, when } from "./amounts.ts";
import { statusMark } from "./marks.ts";
import { ink, joinedLines, type Line, type Sheet } from "./sheet.ts";

const said = { ok: "ok", error: "failed", running: "running" } as const;

/** What a trace or session is called, whose it is and what it came to: the lines above what it holds. */
export function summaryLines(told: Trace | Session, sheet: Sheet): Line[] {
  const { name, status, startTime, userId, agentName, service, tags } = told;
  const isTrace = "traceId" in told;
  const own = isTrace ? `trace ${told.traceId}` : `session ${told.sessionId}`;
  const session = isTrace && told.sessionId !== null ? `session ${told.sessionId}` : null;
  const whose = [own, session, userId, agentName, service === agentName ? null : service, tags.join(", ")];
  return [
    [statusMark(status), " ", ink("bold", name || "without a name"), " ", ink("dim", said[status] ?? status)],
    ...joinedLines(whose, "  ", sheet),
    ...joinedLines([...sums(told), took(told.durationNanos, startTime, sheet), when(startTime, sheet)], "  ", sheet),
  ];
}

function sums(told: Trace | Session): readonly (Line | null)[] {
  const { spanCount, errorCount, llmCalls, toolCalls, tokens, cost, costCoverage } = told;
  const failed = errorCount > 0 ? [" (", ink("red", `${formatCount(errorCount)} failed`), ")"] : [];
  return [
    "traceCount" in told ? plural(told.traceCount, "trace") : null,
    [plural(spanCount, "step"), ...failed],
    llmCalls > 0 ? plural(llmCalls, "model call") : null,
    toolCalls > 0 ? plural(toolCalls, "tool call") : null,
    tokens && tokenWords(tokens),
    cost === null && costCoverage.unknown > 0 ? "cost unknown" : moneySum(cost, costCoverage),
  ];
}

/** `105k tokens (34 % cached)`. */
function tokenWords({ total, input, cached }: Tokens): string {
  const share = input > 0 ? Math.round((cached / input) * 100) : 0;
  return `${formatCount(total)} tokens${share > 0 ? ` (${share} % cached)` : ""}`;
}
