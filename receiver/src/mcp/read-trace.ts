import { z } from "zod";
import type { ProjectClient } from "../client/client.ts";
import type { Skeleton } from "../skeleton/read-skeleton.ts";
import { drawLine } from "../terminal/sheet.ts";
import { summaryLines } from "../terminal/summary.ts";
import { traceFacts } from "./find.ts";
import { addedIn, errorIn, quoted } from "./said.ts";
import { mostCharacters, sheetOf, tool } from "./tool.ts";
import { idOf, indentOf, readTree, stepAt, stepFacts, stepLine, type WholeSpan } from "./tree.ts";

export const traceIdInput = z.string().regex(/^[0-9a-fA-F]{32}$/, "give the 32 hex digits of a trace id");

export const readTraceTool = tool({
  name: "read_trace",
  title: "Read a trace",
  description:
    "Shows a trace as a tree of its steps, each with its span id, duration, tokens, cost, error, and what it added to what was " +
    "said, shortened. Long traces come in parts: ask again with the start that the answer names. read_span has a step whole.",
  input: z.strictObject({
    traceId: traceIdInput,
    content: z.enum(["added", "none"]).default("added").describe("none: the tree without what was said"),
    start: z.number().int().min(0).default(0).describe("the step to begin with; 0 is the top"),
    limit: z.number().int().min(1).max(1000).default(150).describe("steps at most"),
    charactersPerStep: z.number().int().min(50).max(4000).default(400).describe("of what was said in each step"),
  }),
  run: async (project, { traceId, content, start, limit, charactersPerStep }, signal) => {
    const [{ trace }, tree] = await Promise.all([
      project.get("traces/:traceId", { traceId, content: "none", limit: 1 }, signal),
      readTree(project, traceId, signal),
    ]);
    const rows = Array.from({ length: Math.min(limit, tree.rows - start) }, (_, at) => start + at);
    const spans = await spansOf(
      project,
      tree,
      content === "none" ? rows.filter((row) => hasFailed(tree, row)) : rows,
      signal,
    );
    const head = summaryLines(trace, sheetOf()).map((line) => drawLine(line, sheetOf()));
    const { lines, steps } = told(tree, rows, { spans, most: content === "none" ? 0 : charactersPerStep });
    const next = start + steps.length;
    return {
      text: [...head, "", ...lines, ...leftOut(tree, next)].join("\n"),
      structured: {
        trace: traceFacts(trace),
        start,
        steps,
        stepCount: tree.rows,
        nextStart: next < tree.rows ? next : null,
      },
    };
  },
});

const hasFailed = (tree: Skeleton, row: number) => stepAt(tree, row).status === "error";

interface Telling {
  readonly spans: ReadonlyMap<string, WholeSpan>;
  /** Characters of what was said in each step. */
  readonly most: number;
}

/** As many steps as there is room for. */
function told(tree: Skeleton, rows: readonly number[], { spans, most }: Telling) {
  const lines: string[] = [];
  const steps: Record<string, unknown>[] = [];
  let length = 0;
  for (const row of rows) {
    const step = stepAt(tree, row);
    const span = spans.get(step.spanId);
    const error = span === undefined ? null : errorIn(span);
    const said = span === undefined || most === 0 ? [] : addedIn(span, most);
    const own = [
      stepLine(step),
      ...quoted([...(error === null ? [] : [`error: ${error}`]), ...said], indentOf(step.depth)),
    ];
    length += own.reduce((sum, line) => sum + line.length + 1, 0);
    if (length > mostCharacters && steps.length > 0) break;
    lines.push(...own);
    steps.push({
      ...stepFacts(step),
      ...(error !== null && { error }),
      ...(said.length > 0 && { said: said.join("\n") }),
    });
  }
  return { lines, steps };
}

function leftOut(tree: Skeleton, next: number): string[] {
  const more = tree.rows - next;
  return [
    ...(more > 0 ? [`… ${more} more steps: ask again with start ${next}`] : []),
    ...(tree.truncated ? [`Of ${tree.spanCount} spans only the first ${tree.spans} by start are told.`] : []),
  ];
}

const atOnce = 200;
/** Beyond as many, what was said in a trace is told of the steps asked for one by one. */
const mostRead = 1000;

/** The steps of these rows, whole. Spans come by start and rows by place, so all are read where there are not too many. */
async function spansOf(
  project: ProjectClient,
  tree: Skeleton,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, WholeSpan>> {
  const wanted = new Set(rows.map((row) => idOf(tree, row)).filter((id) => id !== ""));
  const found = new Map<string, WholeSpan>();
  const { traceId } = tree;
  if (tree.rows > mostRead || wanted.size <= 10) {
    for (const spanId of [...wanted].slice(0, atOnce)) {
      found.set(spanId, await project.get("spans/:traceId/:spanId", { traceId, spanId }, signal));
    }
    return found;
  }
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(project, traceId, cursor, signal);
    for (const span of page.spans) if (wanted.has(span.spanId)) found.set(span.spanId, span);
    cursor = page.nextCursor;
  } while (cursor !== null && found.size < wanted.size);
  return found;
}

const pageOf = (project: ProjectClient, traceId: string, cursor: string | null, signal: AbortSignal) =>
  project.get("traces/:traceId", { traceId, limit: atOnce, cursor }, signal);
