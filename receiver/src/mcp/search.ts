import { z } from "zod";
import type { Item } from "../client/routes.ts";
import { filtersFrom, pageShape, q, spanFilterShape } from "./asked.ts";
import { errorIn } from "./said.ts";
import { present, shortened, textFrom, tool } from "./tool.ts";
import { stepLine } from "./tree.ts";

export const searchTool = tool({
  name: "search",
  title: "Search what was said",
  description:
    "Finds steps (spans) in whose name, messages, tool arguments or errors a text stands, in any language and case, the newest " +
    "first, each with its trace and session. read_span shows one whole.",
  input: z.strictObject({ ...spanFilterShape, q, ...pageShape(20, 100) }),
  run: async (project, { kind, limit, cursor, ...given }, signal) => {
    const asked = { ...filtersFrom(given), kind, limit, cursor };
    const { items, nextCursor } = await project.get("spans", asked, signal);
    const lines = items.map(
      (span) =>
        `${stepLine(stepOf(span))} in trace ${span.traceId}${span.sessionId === null ? "" : `, session ${shortened(span.sessionId, 100)}`}`,
    );
    const more = nextCursor === null ? [] : [`There are more: ask again with cursor ${nextCursor}`];
    const found =
      lines.length > 0 ? lines : ["No step says that. The last 24 hours are looked at unless from says otherwise."];
    return {
      text: textFrom([...found, ...more], "ask for fewer with limit"),
      structured: { items: items.map(factsOf), nextCursor },
    };
  },
});

const stepOf = (span: Item<"spans">) => ({
  ...{ spanId: span.spanId, depth: 0, kind: span.kind, name: shortened(span.name, 200), status: span.status },
  durationNanos: span.durationNanos === null ? null : Number(span.durationNanos),
  tokens: span.tokens?.total ?? null,
  cost: span.cost?.total ?? null,
  of: null,
});

const factsOf = (span: Item<"spans">) => {
  const { traceId, spanId, sessionId, name, kind, status, startTime, agentName, model, tool } = span;
  return present({
    ...{ traceId, spanId, sessionId, name: shortened(name, 200), kind, status, startTime, agentName, model },
    tool: tool?.name,
    error: errorIn(span),
  });
};
