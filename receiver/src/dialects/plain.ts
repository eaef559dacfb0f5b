import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";

/** Whatever no other dialect claims: calls over HTTP and to databases by their attributes, and spans as such. */
export const plain: Dialect = {
  name: "otel",
  keys: [
    "session.id",
    "user.id",
    "tags",
    "error.type",
    "http.request.method",
    "http.method",
    "db.system.name",
    "db.system",
  ],
  speaks: () => true,
  read: (said) => ({
    dialect: "otel",
    kind: kindOf(said),
    sessionId: said.text("session.id"),
    userId: said.text("user.id"),
    tags: said.list("tags"),
    errorType: said.text("error.type"),
    counts: false,
  }),
};

function kindOf(said: Said): Kind {
  if (said.text("db.system.name") !== undefined || said.text("db.system") !== undefined) return "db";
  if (said.text("http.request.method") !== undefined || said.text("http.method") !== undefined) return "http";
  return "span";
}
