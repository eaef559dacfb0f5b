import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { failedStatus } from "./failed-status.ts";
import { first, mapped, text } from "./readers.ts";

/** Of the kinds, the first of whose attributes one is there. */
const kinds: readonly (readonly [Kind, readonly string[]])[] = [
  ["db", ["db.system.name", "db.system"]],
  ["http", ["http.request.method", "http.method", "rpc.system", "rpc.system.name", "rpc.method"]],
  ["operation", ["messaging.system", "messaging.operation.type", "messaging.operation"]],
];

/** Whatever no other dialect claims: calls to databases and over the network by their attributes, and spans as such. */
export const plain: Dialect = {
  name: "otel",
  keys: kinds.flatMap(([, keys]) => keys),
  speaks: () => true,
  kind: kindOf,
  fields: {
    failed: mapped(first(text("error.type"), failedStatus), () => true),
    errorType: first(text("error.type"), failedStatus),
  },
  reads: ["sessionId", "userId", "agentName", "platform", "tags", "failed", "errorType"],
};

function kindOf(said: Said): Kind {
  return kinds.find(([, keys]) => keys.some((key) => said.has(key)))?.[0] ?? "span";
}
