import type { Answer } from "../client/routes.ts";
import { formatCost, formatCount, formatDuration, formatMoment, millisOf, plural } from "../format.ts";
import type { LiveSpan } from "../model/live.ts";
import type { Span } from "../model/span.ts";
import { kindMark, kindWord, statusMark } from "./marks.ts";
import { addedWords } from "./said-lines.ts";
import { ink, joined, type Line, onOneLine, type Piece, piecesOf, textOf } from "./sheet.ts";
import { cut, widthOf } from "./width.ts";

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

/** What was told of a span last; what it costs may become known after its end. */
type State = "started" | "ended" | "priced";
/** Of so many spans it is kept what was told, so that each start and end is told once. */
const mostKept = 20_000;

/** Makes a line of each event that says something: `[10:30:46] ■ Tool kubectl_apply started`. */
export class LiveLines {
  private readonly told = new Map<string, State>();
  private readonly since: number;

  private readonly width: number;

  /** `since` is from when on we listen, in milliseconds since 1970; `width` that of the terminal, where there is one. */
  constructor(since: number, width: number | null) {
    this.since = since;
    this.width = width ?? Number.POSITIVE_INFINITY;
  }

  /** `said` is what was said in the span, where that is shown. */
  lineOf({ event, data }: LiveEvent, said: Span | null = null): Line | null {
    if (event === "span") return this.spanLine(data as ToldSpan, said);
    if (event === "trace" || event === "session") return summaryLine(event, data as Summary);
    if (event === "totals") return totalsLine(data as { readonly usage: Usage | null });
    return event === "gap" ? gapLine(data as { readonly reason: string; readonly skipped: number | null }) : null;
  }

  private spanLine(span: ToldSpan, said: Span | null): Line | null {
    const id = `${span.traceId} ${span.spanId}`;
    const before = this.told.get(id);
    const state = stateOf(span);
    if (span.hidden || before === state || before === "priced" || (before === "ended" && state === "started"))
      return null;
    this.keep(id, state);
    if (before === undefined && this.isOld(span)) return null;
    if (before === "ended")
      return span.kind === "llm" ? [...headOf(span), " is priced", ...usedIn(span), ...whose(span)] : null;
    const [head, end] = [headOf(span), [...endOf(span), ...usedIn(span), ...whose(span)]];
    return [...head, ...saidPieces(said, this.width - widthOf(onOneLine(textOf([...head, ...end])))), ...end];
  }

  /** What ended before we listened, and is told since something else of it became known. */
  private isOld({ change, endTime }: ToldSpan): boolean {
    return change === "changed" && endTime !== null && millisOf(endTime) < this.since;
  }

  private keep(id: string, state: State): void {
    this.told.delete(id);
    this.told.set(id, state);
    const [oldest] = this.told.size > mostKept ? this.told.keys() : [];
    if (oldest !== undefined) this.told.delete(oldest);
  }
}

const stateOf = ({ status, cost }: ToldSpan): State =>
  status === "running" ? "started" : cost === null ? "ended" : "priced";

/** When, and what. */
function headOf(span: ToldSpan): Piece[] {
  const { status, startTime, endTime, kind } = span;
  const time = status === "running" ? startTime : (endTime ?? startTime);
  return [clock(time), status === "error" ? statusMark("error") : kindMark(kind), ...named(span)];
}

const clock = (nanos: string): Piece => ink("dim", `[${formatMoment(nanos).slice(11, 19)}] `);

function named({ kind, name, toolName, agentName, model }: ToldSpan): Piece[] {
  const own = kind === "tool" ? toolName : kind === "agent" ? agentName : kind === "llm" ? model : null;
  return [" ", ink("dim", kindWord(kind)), " ", ink("bold", own || name)];
}

const leastSaid = 20;

/** As far as there is room, so that what became of the step is on the line too. */
function saidPieces(said: Span | null, room: number): Piece[] {
  const words = said === null ? "" : cut(addedWords(said), Math.max(leastSaid, room - 1));
  return words === "" ? [] : [" ", words];
}

function endOf({ status, durationNanos, errorType }: ToldSpan): Piece[] {
  if (status === "running") return [ink("cyan", " started")];
  const took = durationNanos === null ? "" : ` after ${formatDuration(Number(durationNanos))}`;
  return [status === "error" ? ink("red", ` failed${took}${errorType ? `: ${errorType}` : ""}`) : ` done${took}`];
}

function usedIn({ status, tokens, cost }: ToldSpan): Piece[] {
  if (status === "running") return [];
  const used = [tokens && `${formatCount(tokens.total)} tokens`, cost && formatCost(cost)].filter(Boolean);
  return used.length === 0 ? [] : [`, ${used.join(", ")}`];
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
