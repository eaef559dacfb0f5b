import type { Answer, Given } from "../client/routes.ts";
import { drawLines } from "../terminal/sheet.ts";
import { summaryLines } from "../terminal/summary.ts";
import { sessionTable, traceTable } from "../terminal/summary-table.ts";
import { asking, documentOf } from "./asking.ts";
import { askingOptions, filterOptions, filtersIn } from "./filter-options.ts";
import { pageIn, pageOptions } from "./page-options.ts";
import { printDocument, printLines, remark, sheetNow } from "./printing.ts";
import { command, type Values } from "./words.ts";

const told = {
  usage: "sessions [ID] [options]",
  meaning: "sessions that begin in the range; or one of them, with its traces",
  words: [0, 1],
  options: { ...filterOptions, ...pageOptions, ...askingOptions },
  examples: [
    "spanwise sessions --status error --from 2h",
    "spanwise sessions --agent planner --sort cost --limit 10",
    "spanwise sessions planner-224d4710025c",
  ],
} as const;

export const sessions = command(told, async (values, [sessionId]) => {
  const asked = { ...filtersIn(values), ...pageIn(values) };
  if (sessionId !== undefined) return oneSession(values, { ...asked, sessionId });
  if (values.json) await printDocument(await documentOf(values, (project) => project.open("sessions", asked)));
  else await printSessions(await asking(values, (project) => project.get("sessions", asked)));
  return 0;
});

async function oneSession(words: Values<typeof told.options>, asked: Given<"sessions/:sessionId">): Promise<number> {
  const path = "sessions/:sessionId";
  if (words.json) await printDocument(await documentOf(words, (project) => project.open(path, asked)));
  else await printSession(await asking(words, (project) => project.get(path, asked)));
  return 0;
}

async function printSessions({ items, nextCursor }: Answer<"sessions">): Promise<void> {
  if (items.length === 0) return remark("No sessions. The last day is looked at unless --from says otherwise.");
  await printLines(sessionTable(items, sheetNow()));
  if (nextCursor !== null) remark(`There are more than these ${items.length}; --limit shows up to 1000.`);
}

async function printSession({ session, traces, nextCursor }: Answer<"sessions/:sessionId">): Promise<void> {
  const sheet = sheetNow();
  await printLines([...drawLines(summaryLines(session, sheet), sheet), "", ...traceTable(traces, sheet)]);
  if (nextCursor !== null) remark(`There are more than these ${traces.length} traces; --limit shows up to 1000.`);
}
