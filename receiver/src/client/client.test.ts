import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, openClient } from "./client.ts";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly key: string | undefined;
  readonly body: string;
}

/** Answers with what it was asked; with the status that a user of that name stands for. */
const server = createServer(async (request, response) => {
  const { method, url, headers } = request;
  const [, status = "200"] = /user=(\d+)/.exec(url ?? "") ?? [];
  const body = Buffer.concat(await Array.fromAsync(request)).toString();
  response.writeHead(Number(status), { "content-type": "application/json" });
  if (url?.endsWith("cut")) response.write('{"items":');
  const seen: Seen = { method, url, key: headers.authorization, body };
  response.end(status === "200" ? JSON.stringify(seen) : refusals[status]);
});
const refusals: Readonly<Record<string, string>> = {
  400: JSON.stringify({
    error: {
      code: "bad_request",
      message: "wrong",
      problems: [{ at: [0, "name"], message: "taken" }, { at: "here" }, 1],
    },
  }),
  401: JSON.stringify({ error: { code: "unauthenticated", message: "send a key" } }),
  502: "<html>a proxy</html>",
};
let address: string;
let client: Client;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = openClient({ address, key: () => "good" });
});
afterAll(() => server.close());

const seenBy = async (asked: Promise<unknown>) => (await asked) as Seen;

test("what is given fills the path and the query", async () => {
  const project = client.project("a b");
  const given = {
    status: ["ok", "error"],
    "attr.a.b": ["1=2", "3"],
    limit: 50,
    from: undefined,
    cursor: null,
  } as const;
  const asked = [
    client.projects(),
    project.get("traces", given),
    project.get("sessions/:sessionId", { sessionId: "a/b?", cursor: "next" }),
    project.get("spans/:traceId/:spanId", { traceId: "ab", spanId: "cd", explain: "1" }),
  ];
  expect((await Promise.all(asked.map(seenBy))).map(({ url }) => url)).toEqual([
    "/api/projects",
    "/api/projects/a%20b/traces?status=ok&status=error&attr.a.b=1%3D2&attr.a.b=3&limit=50",
    "/api/projects/a%20b/sessions/a%2Fb%3F?cursor=next",
    "/api/projects/a%20b/spans/ab/cd?explain=1",
  ]);
});

test("a body is sent as JSON, with the key", async () => {
  const put = await seenBy(client.project("p").put("settings/:name", { name: "redaction" }, { email: true }));
  expect(put).toEqual({
    method: "PUT",
    url: "/api/projects/p/settings/redaction",
    key: "Bearer good",
    body: '{"email":true}',
  });
  const post = await seenBy(client.project("p").post("reprice", {}, { apply: true }));
  expect([post.method, post.body]).toEqual(["POST", '{"apply":true}']);
});

test("an answer that streams comes as it is", async () => {
  const response = await client.project("p").open("export", { format: "jsonl", what: "traces" });
  expect(((await response.json()) as Seen).url).toBe("/api/projects/p/export?format=jsonl&what=traces");
});

test("a refusal is told in the receiver's words, or in ours when there are none", async () => {
  const { project } = client;
  await expect(project("p").get("usage", { user: "401" })).rejects.toMatchObject({
    status: 401,
    code: "unauthenticated",
    message: "send a key",
  });
  await expect(project("p").open("export", { format: "csv", user: "502" })).rejects.toMatchObject({
    status: 502,
    code: "http_502",
    message: "The receiver answered 502 Bad Gateway",
  });
});

test("what is wrong where in a value is told, as far as it is understood", async () => {
  await expect(client.project("p").get("usage", { user: "400" })).rejects.toMatchObject({
    code: "bad_request",
    problems: [{ at: [0, "name"], message: "taken" }],
  });
});

test("a receiver that is away has status 0 and says what to do", async () => {
  await expect(openClient({ address: "http://127.0.0.1:1" }).projects()).rejects.toMatchObject({
    status: 0,
    code: "unreachable",
    message: "The receiver does not answer. Is it running?",
  });
});

test("half an answer is none", async () => {
  await expect(client.project("p").get("traces", { q: "cut" })).rejects.toMatchObject({
    status: 0,
    code: "broken_off",
  });
});

test("what is aborted says so", async () => {
  const signal = AbortSignal.abort(new Error("no longer needed"));
  await expect(client.project("p").get("traces", {}, signal)).rejects.toThrow("no longer needed");
});

/** Each of these would not compile if the client took or told what no route does. */
test("what no route takes or tells does not compile", () => {
  const project = client.project("p");
  const never = () => [
    // @ts-expect-error there is no such route
    project.get("trace", {}),
    // @ts-expect-error the trace is not said
    project.get("traces/:traceId", {}),
    // @ts-expect-error there is no such parameter
    project.get("traces", { colour: "red" }),
    // @ts-expect-error there is no such status
    project.get("traces", { status: "late" }),
    // @ts-expect-error the format is not said
    project.open("export", {}),
    // @ts-expect-error findings have no attributes
    project.get("findings", { "attr.tenant": "acme" }),
    // @ts-expect-error what clients' metrics tell has none either
    project.get("reconcile", { "attr.tenant": "acme" }),
    // @ts-expect-error metrics have no notes
    project.get("metrics", { "meta.seats": "3" }),
    // @ts-expect-error a trace has no such fact
    project.get("traces", {}).then(({ items }) => items[0]?.colour),
  ];
  expect(never).toBeTypeOf("function");
});
