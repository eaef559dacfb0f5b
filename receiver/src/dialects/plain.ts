import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { first, from, mapped, number, type Reader, text } from "./readers.ts";

const server = 2;

/** Of the kinds, the first of whose attributes one is there. */
const kinds: readonly (readonly [Kind, readonly string[]])[] = [
  ["db", ["db.system.name", "db.system"]],
  ["http", ["http.request.method", "http.method", "rpc.system", "rpc.system.name", "rpc.method"]],
  ["operation", ["messaging.system", "messaging.operation.type", "messaging.operation"]],
];

const httpStatus = number("http.response.status_code", "http.status_code");
const grpcStatus = number("rpc.grpc.status_code");

/** What a call was answered with, when that says it failed; a server has not failed when it refuses what was wrong. */
const failedStatus: Reader<string> = first(
  from(httpStatus.keys, (said) => {
    const status = httpStatus.read(said) ?? 0;
    return status >= (said.spanKind === server ? 500 : 400) ? String(status) : undefined;
  }),
  from(grpcStatus.keys, (said) => {
    const status = grpcStatus.read(said) ?? 0;
    return status > 0 && said.spanKind !== server ? String(status) : undefined;
  }),
);

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
