import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";

/** Whatever no other dialect claims: calls over HTTP and to databases by their attributes, and spans as such. */
export const plain: Dialect = {
  name: "otel",
  keys: ["http.request.method", "http.method", "db.system.name", "db.system"],
  speaks: () => true,
  kind: kindOf,
  reads: ["sessionId", "userId", "agentName", "platform", "tags", "errorType"],
};

function kindOf(said: Said): Kind {
  if (said.has("db.system.name") || said.has("db.system")) return "db";
  if (said.has("http.request.method") || said.has("http.method")) return "http";
  return "span";
}
