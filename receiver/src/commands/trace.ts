import type { ProjectClient } from "../client/client.ts";
import { plural } from "../format.ts";
import type { Span } from "../model/span.ts";
import { spanIdAt } from "../skeleton/read-skeleton.ts";
import { findingLines } from "../terminal/finding-lines.ts";
import { foldTree } from "../terminal/folded-tree.ts";
import { addedLines, errorWords } from "../terminal/said-lines.ts";
import { drawLines, ink, type Line, type Sheet } from "../terminal/sheet.ts";
import { spanLines } from "../terminal/span-lines.ts";
import { summaryLines } from "../terminal/summary.ts";
import { treeLines } from "../terminal/tree-lines.ts";
import { countIn } from "./amounts-told.ts";
import { asking, documentOf } from "./asking.ts";
import { askingOptions } from "./filter-options.ts";
import { pageIn } from "./page-options.ts";
import { printDocument, printLines, remark, sheetNow } from "./printing.ts";
import { readContents, readFailed, readTree, spanIdFrom } from "./read-tree.ts";
import { traceIdFrom } from "./trace-id.ts";
import { command, type Values } from "./words.ts";

const told = {
  usage: "trace ID [options]",
  meaning: "a trace as a tree of its steps; its id may be cut short as long as it is the only one",
  words: [1, 1],
  options: {
    content: { type: "boolean", meaning: "what each step added to what was said" },
    findings: { type: "boolean", meaning: "what went wrong, by the rules of docs/findings.md" },
    span: { type: "string", value: "ID", meaning: "one span of it, whole, with its messages" },
    unfold: { type: "boolean", meaning: "each step on a line, also where more than twenty siblings are alike" },
    limit: { type: "string", value: "COUNT", meaning: "lines of the tree (300 when left out); with --json, spans" },
    cursor: { type: "string", value: "CURSOR", meaning: "with --json, goes on from its nextCursor" },
    ...askingOptions,
  },
  examples: [
    "spanwise trace 500bf6a7 --findings",
    "spanwise trace 500bf6a7 --span 3f2a90c1",
    "spanwise trace 500bf6a7 --content | less",
  ],
} as const;

type Asked = Values<typeof told.options>;

export const trace = command(told, async (values, [id = ""]) => {
  const lines = values.span === undefined ? whole : oneSpan;
  if (values.json) await printDocuments(values, id);
  else await printLines(await asking(values, (project) => lines(project, id, values)));
  return 0;
});

async function printDocuments(values: Asked, id: string): Promise<void> {
  const { content, findings, limit, cursor, span } = values;
  const traceId = await asking(values, (project) => traceIdFrom(project, id));
  const one = (open: (project: ProjectClient) => Promise<Response>) => documentOf(values, open).then(printDocument);
  if (span !== undefined) {
    const spanId = await asking(values, async (project) => spanIdFrom(await readTree(project, traceId), span));
    await one((project) => project.open("spans/:traceId/:spanId", { traceId, spanId }));
    return;
  }
  const asked = { traceId, ...pageIn({ limit, cursor }), content: content ? "full" : "none" } as const;
  await one((project) => project.open("traces/:traceId", asked));
  if (findings) await one((project) => project.open("traces/:traceId/findings", { traceId }));
}

async function oneSpan(project: ProjectClient, id: string, { span = "" }: Asked): Promise<string[]> {
  const traceId = await traceIdFrom(project, id);
  const isWhole = /^[0-9a-f]{16}$/i.test(span);
  const spanId = isWhole ? span : spanIdFrom(await readTree(project, traceId), span);
  return spanLines(await project.get("spans/:traceId/:spanId", { traceId, spanId }), sheetNow());
}

async function whole(project: ProjectClient, id: string, values: Asked): Promise<string[]> {
  const most = countIn("limit", values.limit ?? "300");
  const traceId = await traceIdFrom(project, id);
  const [{ trace }, tree, findings] = await Promise.all([
    project.get("traces/:traceId", { traceId, content: "none", limit: 1 }),
    readTree(project, traceId),
    values.findings ? project.get("traces/:traceId/findings", { traceId }) : null,
  ]);
  const folded = foldTree(tree, most, values.unfold ? Number.POSITIVE_INFINITY : undefined);
  const shown = [...folded.entries.flatMap(({ rows }) => (rows.length === 1 ? rows : [])), ...folded.firstFailed];
  const spans = await (values.content ? readContents(project, traceId) : readFailed(project, tree, shown));
  if (values.content && spans.length < trace.spanCount)
    remark(`What was said is told of the first ${plural(spans.length, "span")} by start.`);
  const sheet = sheetNow();
  const below = toldBelow(spans, values.content === true, sheet);
  const idOf = (row: number) => (tree.ids === null ? "" : spanIdAt(tree.ids, row));
  return [
    ...drawLines(summaryLines(trace, sheet), sheet),
    "",
    ...treeLines(tree, folded, (row) => below(idOf(row)), sheet),
    ...(findings === null ? [] : ["", ...drawLines(findingLines(findings), sheet)]),
  ];
}

/** What went wrong in a step, and what was said in it when that was asked for. */
function toldBelow(spans: readonly Span[], withContent: boolean, sheet: Sheet): (spanId: string) => readonly Line[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const { width } = sheet;
  const room = { width: width && Math.max(20, width - 20), lines: width && 6, isDense: true };
  return (spanId) => {
    const span = byId.get(spanId);
    if (span === undefined) return [];
    const error = span.status === "error" ? errorWords(span) : "";
    return [...(error === "" ? [] : [ink("red", error)]), ...(withContent ? addedLines(span, room) : [])];
  };
}
