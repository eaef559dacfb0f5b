import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { first, from, mapped, text, textAt } from "./readers.ts";

const server = 2;

/** https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/mcp.md */
export const mcp: Dialect = {
  name: "mcp",
  keys: ["mcp.method.name"],
  speaks: (said) => said.has("mcp.method.name"),
  kind: kindOf,
  fields: {
    toolName: first(text("gen_ai.tool.name", "mcp.tool.name"), from(["mcp.method.name"], toolInName)),
    failed: first(
      mapped(text("error.type"), () => true),
      mapped(textAt(["mcp.response.value"], "isError"), (isError) => (isError === "true" ? true : undefined)),
    ),
  },
};

/** A tool is called once, though the client and the server both tell of it. */
function kindOf(said: Said): Kind {
  return said.text("mcp.method.name") === "tools/call" && said.spanKind !== server ? "tool" : "operation";
}

/** Spans are named by their method and what it is called on. */
function toolInName(said: Said): string | undefined {
  const start = "tools/call ";
  const isCall = said.text("mcp.method.name") === "tools/call" && said.name.startsWith(start);
  return isCall ? said.name.slice(start.length) || undefined : undefined;
}
