import type { Answer } from "../client/routes.ts";
import { formatCost, formatCount, formatDuration, formatMoment, plural } from "../format.ts";
import type { LiveSpan } from "../model/live.ts";
import type { Span } from "../model/span.ts";
import { kindMark, kindWord, statusMark } from "./marks.ts";
import { addedWords } from "./said-lines.ts";
import { ink, joined, type Line, type Piece, piecesOf } from "./sheet.ts";

/** An event of the stream of what happens. */
export interface LiveEvent {
  readonly event: string;
  readonly data: unknown;
}

type ToldSpan = LiveSpan & { readonly change: "started" | "ended" | "changed" };
type Usage = Answer<"usage">["items"][number];
interface Summary {
  readonly name: string;
  readonly status: Span["status"];
  readonly startTime: string;
  readonly endTime: string | null;
  readonly durationNanos: string | null;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly traceId?: string;
  readonly sessionId?: string | null;
}

/** Spans whose cost was not known when they ended; of so many the cost is told when it is. */
const mostAwaited = 10_000;

/** Makes a line of each event that says something: `[10:30:46] ■ Tool kubectl_apply started`. */
export class LiveLines {
  private readonly awaited = new Set<string>();

  /** `said` is what was said in the span, where that is shown. */
  lineOf({ event, data }: LiveEvent, said: Span | null = null): Line | null {
    if (event === "span") return this.spanLine(data as ToldSpan, said);
    if (event === "trace" || event === "session") return summaryLine(event, data as Summary);
    if (event === "totals") return totalsLine(data as { readonly usage: Usage | null });
    return event === "gap" ? gapLine(data as { readonly reason: string; readonly skipped: number | null }) : null;
  }

  private spanLine(span: ToldSpan, said: Span | null): Line | null {
    const { change, hidden, spanId, kind, cost } = span;
    if (hidden || (change === "changed" && !(this.awaited.has(spanId) && cost !== null))) return null;
    this.awaited.delete(spanId);
    if (change === "ended" && kind === "llm" && cost === null && this.awaited.size < mostAwaited)
      this.awaited.add(spanId);
    const time = change === "started" ? span.startTime : (span.endTime ?? span.startTime);
    return [clock(time), markOf(span), ...named(span), ...saidPieces(said), ...endOf(span), ...whose(span)];
  }
}

const clock = (nanos: string): Piece => ink("dim", `[${formatMoment(nanos).slice(11, 19)}] `);

const markOf = ({ status, change, kind }: ToldSpan): Piece =>
  status === "error" && change === "ended" ? statusMark("error") : kindMark(kind);

function named({ kind, name, toolName, agentName, model }: ToldSpan): Piece[] {
  const own = kind === "tool" ? toolName : kind === "agent" ? agentName : kind === "llm" ? model : null;
  return [" ", ink("dim", kindWord(kind)), " ", ink("bold", own || name)];
}

function saidPieces(said: Span | null): Piece[] {
  const words = said === null ? "" : addedWords(said);
  return words === "" ? [] : [" ", words];
}

function endOf({ change, status, durationNanos, errorType, tokens, cost }: ToldSpan): Piece[] {
  if (change === "started") return [ink("cyan", " started")];
  const took = durationNanos === null ? "" : ` after ${formatDuration(Number(durationNanos))}`;
  const words = status === "error" ? ink("red", ` failed${took}${errorType ? `: ${errorType}` : ""}`) : ` done${took}`;
  const used = [tokens && `${formatCount(tokens.total)} tokens`, cost && formatCost(cost)].filter(Boolean).join(", ");
  return [change === "changed" ? " cost is known" : words, ...(used === "" ? [] : [`, ${used}`])];
}

/** What to go on with: `spanwise trace` takes the first digits. */
function whose({ traceId, agentName, kind, userId }: ToldSpan): Piece[] {
  return [
    ink("dim", `  ${[kind === "agent" ? null : agentName, userId, traceId.slice(0, 8)].filter(Boolean).join(" ")}`),
  ];
}

function summaryLine(what: "trace" | "session", told: Summary): Line {
  const { name, status, startTime, endTime, durationNanos, spanCount, errorCount, traceId, sessionId } = told;
  const id = what === "trace" ? traceId?.slice(0, 8) : sessionId;
  const took = durationNanos === null ? null : formatDuration(Number(durationNanos));
  const failed = errorCount > 0 ? ink("red", `${formatCount(errorCount)} failed`) : null;
  const sums = joined([plural(spanCount, "step"), failed, took], ", ");
  const word = what === "trace" ? "Trace" : "Session";
  return [
    clock(endTime ?? startTime),
    statusMark(status),
    ink("dim", ` ${word} `),
    ink("bold", name),
    " ",
    ...piecesOf(sums),
    ink("dim", `  ${id ?? ""}`),
  ];
}

function totalsLine({ usage }: { readonly usage: Usage | null }): Line | null {
  if (usage === null) return null;
  const { calls, errors, tokens, cost } = usage;
  const used = [tokens && `${formatCount(tokens.total)} tokens`, cost && formatCost(cost)].filter(Boolean);
  return ink("dim", `Today: ${[plural(calls, "call"), `${formatCount(errors)} failed`, ...used].join(", ")}`);
}

const reasons: Readonly<Record<string, string>> = {
  slow: "this reader is too slow",
  many: "too much came at once",
  old: "that is too long ago",
  unknown: "nobody knows where to go on from",
};

function gapLine({ reason, skipped }: { readonly reason: string; readonly skipped: number | null }): Line {
  const what = skipped === null ? "Something was not told" : `${plural(skipped, "event")} not told`;
  return ink("yellow", `… ${what}: ${reasons[reason] ?? reason}`);
}
