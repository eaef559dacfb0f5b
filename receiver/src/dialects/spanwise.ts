import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { mcp } from "./mcp.ts";
import { otelGenai } from "./otel-genai.ts";
import { list, text } from "./readers.ts";

const kindKey = "spanwise.kind";

/** Our own SDK: OpenTelemetry's words where it has one. Calls over MCP it tells as everybody does. */
export const spanwise: Dialect = {
  name: "spanwise",
  keys: [kindKey, ...mcp.keys, ...otelGenai.keys],
  speaks: (said) => said.has(kindKey) || (said.scope === "@spanwise/sdk" && !mcp.speaks(said)),
  kind: kindOf,
  fields: {
    ...otelGenai.fields,
    // A conversation that a provider keeps is not the session that the program tells.
    sessionId: text("session.id"),
    tags: list("spanwise.tags"),
  },
};

const kinds: ReadonlySet<string> = new Set<Kind>(["session", "agent", "workflow", "task", "operation", "tool"]);

function kindOf(said: Said): Kind {
  const told = said.text(kindKey) ?? "";
  return kinds.has(told) ? (told as Kind) : otelGenai.kind(said);
}
