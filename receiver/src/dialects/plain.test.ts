import { expect, test } from "vitest";
import { readFacts } from "./index.ts";
import { saidOf } from "./said-of.ts";

const factsOf = (attributes: Record<string, unknown>, spanKind = 3) => readFacts(saidOf({ attributes, spanKind }));
const plain = { dialect: "otel", counts: false };

test("calls to databases, over the network and through queues are told by their attributes", () => {
  const kinds = [
    { "db.system": "postgresql", "http.request.method": "POST" },
    { "db.system.name": "redis" },
    { "http.request.method": "GET" },
    { "http.method": "GET" },
    { "rpc.system": "grpc", "rpc.method": "Embed" },
    { "messaging.system": "kafka" },
    { "code.function.name": "main" },
  ].map((attributes) => factsOf(attributes).kind);
  expect(kinds).toEqual(["db", "db", "http", "http", "http", "operation", "span"]);
});

test("a refused call failed for the client, not for the server that refused it", () => {
  const refused = { "http.request.method": "GET", "http.response.status_code": "404" };
  expect(factsOf(refused)).toEqual({ ...plain, kind: "http", failed: true, errorType: "404" });
  expect(factsOf(refused, 2)).toEqual({ ...plain, kind: "http" });
  expect(factsOf({ "http.method": "GET", "http.status_code": 503 }, 2)).toEqual({
    ...plain,
    kind: "http",
    failed: true,
    errorType: "503",
  });
  expect(factsOf({ "rpc.system": "grpc", "rpc.grpc.status_code": 14 })).toEqual({
    ...plain,
    kind: "http",
    failed: true,
    errorType: "14",
  });
  expect(factsOf({ "rpc.system": "grpc", "rpc.grpc.status_code": 0 })).toEqual({ ...plain, kind: "http" });
});

test("a plain span has a session and a user, and no model or tokens whatever it says", () => {
  const said = {
    "session.id": "sess-7",
    "user.id": "user-42",
    "ai.usage.tokens": 9,
    "server.address": "api.openai.com",
  };
  expect(factsOf(said)).toEqual({ ...plain, kind: "span", sessionId: "sess-7", userId: "user-42" });
});
