import { formatCost, formatDuration, formatExact } from "../format.ts";
import type { Span } from "../model/span.ts";
import type { Cost, Tokens } from "../model/usage.ts";
import { isoMoment } from "./amounts.ts";
import { kindMark, kindWord, statusMark } from "./marks.ts";
import { errorWords, messageLines, type Room, saidLines } from "./said-lines.ts";
import { drawLine, ink, type Line, type Sheet } from "./sheet.ts";
import { valueText } from "./text-lines.ts";

/** One span, whole: its facts, and then what was said in it, section by section. */
export function spanLines(span: Span, sheet: Sheet): string[] {
  const room: Room = { width: sheet.width, lines: null, isDense: false };
  const { name, kind, status, system, input, output, tool, error, events, links, attributes, resource } = span;
  const head: Line = [statusMark(status), " ", kindMark(kind), " ", ink("bold", name), " ", ink("dim", kindWord(kind))];
  const sections: readonly (readonly [string, readonly Line[]])[] = [
    ["System", saidLines(system, room)],
    ["Input", messageLines(input, room)],
    ["Output", messageLines(output, room)],
    ["Arguments", saidLines(tool?.arguments, room)],
    ["Result", saidLines(tool?.result, room)],
    ["Error", error === null ? [] : [ink("red", `  ${errorWords(span)}`), ...saidLines(error.stack, room)]],
    ["Events", events.flatMap((event) => [`  ${isoMoment(event.time)} ${event.name}`, ...fields(event.attributes, 4)])],
    ["Links", links.map(({ traceId, spanId }) => `  trace ${traceId}, span ${spanId}`)],
    ["Attributes", fields(attributes)],
    ["Resource", fields(resource)],
  ];
  const told = sections.filter(([, lines]) => lines.length > 0);
  const lines = [head, ...factLines(span), ...told.flatMap(([title, some]) => ["", ink("bold", title), ...some])];
  return lines.map((line) => drawLine(line, sheet));
}

function factLines(span: Span): Line[] {
  const { traceId, spanId, parentSpanId, startTime, durationNanos, agentName, workflowName, sessionId, userId } = span;
  const { service, provider, model, responseModel, tokens, cost, finishReasons, timeToFirstTokenNanos } = span;
  const facts: readonly (readonly [string, string | null])[] = [
    ["Trace", traceId],
    ["Span", spanId],
    ["Parent", parentSpanId],
    ["Start", isoMoment(startTime)],
    ["Took", durationNanos === null ? "still running" : formatDuration(Number(durationNanos))],
    ["First token", timeToFirstTokenNanos && `after ${formatDuration(Number(timeToFirstTokenNanos))}`],
    ["Session", sessionId],
    ["User", userId],
    ["Agent", agentName],
    ["Workflow", workflowName],
    ["Service", service],
    ["Model", [model, responseModel === model ? null : responseModel, provider].filter(Boolean).join(", ")],
    ["Tool", span.tool === null ? null : [span.tool.name, span.tool.callId].filter(Boolean).join(", call ")],
    ["Tokens", tokens && tokenWords(tokens)],
    ["Cost", costWords(span, cost)],
    ["Finished", finishReasons.join(", ")],
    ["Counted", span.countsTowardTotals ? null : `no${span.notCountedBecause ? `: ${span.notCountedBecause}` : ""}`],
    ["Told by", span.duplicateOf && `span ${span.duplicateOf}`],
    ["Tags", span.tags.join(", ")],
  ];
  const said = facts.filter(([, value]) => value !== null && value !== "");
  const width = said.reduce((most, [name]) => Math.max(most, name.length), 0);
  return said.map(([name, value]) => [ink("dim", `  ${name.padEnd(width)}  `), value ?? ""]);
}

function tokenWords({ input, output, cached, reasoning }: Tokens): string {
  const [fromCache, thought] = [
    cached > 0 ? ` (${formatExact(cached)} cached)` : "",
    reasoning > 0 ? ` (${formatExact(reasoning)} reasoning)` : "",
  ];
  return `${formatExact(input)} in${fromCache}, ${formatExact(output)} out${thought}`;
}

function costWords({ noCostBecause }: Span, cost: Cost | null): string | null {
  if (cost !== null)
    return `${formatCost(cost)}, ${cost.source}${cost.priceVersion === null ? "" : ` by ${cost.priceVersion}`}`;
  return noCostBecause === null ? null : noCostBecause === "failed" ? "none, as it failed" : "unknown";
}

const mostOfValue = 300;

/** Each on a line, as far as one looks. */
function fields(values: Readonly<Record<string, unknown>>, indent = 2): Line[] {
  return Object.entries(values).map(([key, value]) => {
    const text = valueText(value, 0);
    const rest = text.length > mostOfValue ? `… (${formatExact(text.length)} characters; --json has them)` : "";
    return [ink("dim", `${" ".repeat(indent)}${key}  `), text.slice(0, mostOfValue), ink("dim", rest)];
  });
}
