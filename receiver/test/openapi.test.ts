import { validate } from "@hyperjump/json-schema/openapi-3-1";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoDay } from "./demo-day.ts";
import { answerChecker, type Described, type Operation } from "./described-answers.ts";
import { recordedExports } from "./recorded-exports.ts";
import { sendInRounds } from "./sent-recordings.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
let document: Described;
let check: ReturnType<typeof answerChecker>;

beforeAll(async () => {
  at = await testReceiver();
  const taken = demoDay({ sessions: 6 }).map(({ signal, body }) =>
    at.ingest.take({ signal, project: "default", body, source: "test", warnings: [] }),
  );
  await Promise.all(taken);
  await sendInRounds(at, [{ project: "default", files: recordedExports }]);
  document = (await at.get("/openapi.json")) as Described;
  check = answerChecker(document);
});
afterAll(() => at.cleanup());

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

const operations = (method?: string): Asked[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([name]) => method === undefined || name === method)
      .map(([name, operation]) => ({ path, method: name, operation })),
  );

/** What must be asked for besides what stands in the path. */
const required: Readonly<Record<string, string>> = {
  "/api/projects/{project}/compare": "left=trace:{traceId}&right=trace:{traceId}",
  "/api/projects/{project}/search": "q=a",
  "/api/projects/{project}/export": "format=jsonl&what=sessions",
};
/** What else changes how an answer looks. */
const variants: Readonly<Record<string, readonly string[]>> = {
  "/api/projects/{project}/spans/{traceId}/{spanId}": ["explain=1"],
  "/api/projects/{project}/spans": ["content=full&limit=200"],
  "/api/projects/{project}/traces/{traceId}": ["content=none"],
  "/api/projects/{project}/traces/{traceId}/skeleton": ["format=json", "format=json&ids=0", "format=json&ids=only"],
  "/api/projects/{project}/findings": ["groupBy=rule"],
  "/api/projects/{project}/usage": ["groupBy=model&groupBy=user&interval=hour", "of=sessions&groupBy=bot", "of=traces"],
  "/api/projects/{project}/usage/cache": ["groupBy=provider&groupBy=agent"],
  "/api/projects/{project}/models": ["priced=unknown"],
  "/api/projects/{project}/facets": ["of=sessions", "of=spans"],
  "/api/projects/{project}/compare": ["left=session:{sessionId}&right=trace:{traceId}"],
};

interface Names {
  readonly traceId: string;
  readonly spanId: string;
  readonly sessionId: string;
  /** Of a metric. */
  readonly name: string;
  readonly settingName: string;
}

const names = {
  traceId: "0".repeat(32),
  spanId: "0".repeat(16),
  sessionId: "none",
  name: "none",
  settingName: "redaction",
};

function address(
  { path }: Asked,
  given: Partial<Names> & { project?: string } = {},
  query = required[path] ?? "",
): string {
  const all: Readonly<Record<string, string>> = { project: "default", ...names, ...given };
  const template = path.replace("settings/{name}", "settings/{settingName}");
  return `${template}?${query}`.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(all[name] ?? ""));
}

const items = async <Item>(path: string) =>
  ((await at.get(`/api/projects/default/${path}`)) as { items: readonly Item[] }).items;

/** A span of each kind, some sessions and metrics, all settings. */
async function found(): Promise<readonly Partial<Names>[]> {
  const spans = await items<Names & { kind: string }>("spans?from=0&limit=1000");
  const [sessions, metrics, settings] = await Promise.all([
    items<{ sessionId: string }>("sessions?from=0&limit=5"),
    items<{ name: string }>("metrics?from=0&limit=5"),
    at.get("/api/projects/default/settings/none") as Promise<{ error: { message: string } }>,
  ]);
  const some = [...Map.groupBy(spans, ({ kind }) => kind).values()].map(([span]) => span);
  const longest = Math.max(some.length, sessions.length, metrics.length);
  const settingNames = settings.error.message.replace(/^.*there are /, "").split(", ");
  expect([some.length, sessions.length, metrics.length, settingNames.length].every((count) => count > 2)).toBe(true);
  return Array.from({ length: longest }, (_, index) => ({
    ...pick(some, index),
    sessionId: pick(sessions, index).sessionId,
    name: pick(metrics, index).name,
    settingName: pick(settingNames, index),
  }));
}

const pick = <Item>(list: readonly Item[], index: number): Item => list[index % list.length] as Item;

test("the document is OpenAPI 3.1, and its schemas are JSON Schema 2020-12", async () => {
  const output = await validate("https://spec.openapis.org/oas/3.1/schema-base", document as never, "BASIC");
  expect(output).toEqual({ valid: true });
  const nullable = Object.entries(document.components.schemas).filter(([, { type }]) => [type].flat().includes("null"));
  expect(nullable.map(([name]) => name)).toEqual(["Tokens", "Cost"]);
});

test("every route is described with all that stands in its path, and nothing else is", () => {
  const routed = at.api.routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api"))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  const described = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(described.toSorted()).toEqual([...new Set(routed)].toSorted());
  for (const { path, operation } of operations()) {
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
    expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every answer is as it is described, to the last field", async () => {
  const faults: unknown[] = [];
  const checked = new Set<string>();
  const told = await found();
  for (const asked of operations("get").filter(({ operation }) => jsonOf(operation) !== undefined)) {
    for (const whole of new Set(told.flatMap((given) => addresses(asked, given)))) {
      const answer = await at.api.request(whole);
      if (!answer.headers.get("content-type")?.startsWith("application/json")) continue;
      const { operationId } = asked.operation;
      const fault = await check(operationId, answer.status, await answer.json());
      if (fault !== undefined) faults.push({ whole, fault });
      if (answer.status === 200) checked.add(operationId);
    }
  }
  expect(faults).toEqual([]);
  const all = operations("get").filter(({ operation }) => jsonOf(operation) !== undefined);
  expect([...checked]).toEqual(all.map(({ operation }) => operation.operationId));
});

const jsonOf = ({ responses }: Operation) => responses["200"]?.content?.["application/json"];

const addresses = (asked: Asked, given: Partial<Names>) =>
  [required[asked.path] ?? "", ...(variants[asked.path] ?? [])].map((query) =>
    address(asked, given, asAll(asked.operation, query)),
  );

/** Recordings are of any day. */
const asAll = ({ parameters }: Operation, query: string) =>
  parameters.some(({ name }) => name === "from") ? `from=0&${query}` : query;

/** Asks with a body that the route takes. */
async function send(asked: Asked, given: Partial<Names> & { project?: string }, query?: string): Promise<Response> {
  const body = asked.path.endsWith("/try") ? '{"rules":[]}' : "{}";
  const inJson = { headers: { "content-type": "application/json" }, body };
  const init = asked.method === "get" ? {} : { method: asked.method, ...inJson };
  const answer = await at.api.request(address(asked, given, query), init);
  if (answer.headers.get("content-type")?.startsWith("text/event-stream")) await answer.body?.cancel();
  return answer;
}

test("a route takes the parameters that are described, and tells all others that they are not known", async () => {
  for (const asked of operations()) {
    const { operationId, parameters } = asked.operation;
    const described = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
    const query = required[asked.path] ?? "";
    const unknown = await send(asked, {}, `${query}&colour=red`);
    const refusal = (await unknown.json()) as { error: { message: string } };
    expect([operationId, unknown.status, await check(operationId, 400, refusal)]).toEqual([
      operationId,
      400,
      undefined,
    ]);
    const [, known = ""] = /^there is no parameter "colour" here; known are (.*)$/.exec(refusal.error.message) ?? [];
    const keyed = { attributes: "attr.a=1", metadata: "meta.a=1" } as const;
    const own = described.filter((name) => !Object.hasOwn(keyed, name));
    expect([operationId, known]).toEqual([operationId, own.join(", ")]);
    for (const [name, given] of Object.entries(keyed)) {
      const { status } = await send(asked, {}, `${query}&${given}`);
      expect([operationId, given, status === 400]).toEqual([operationId, given, !described.includes(name)]);
    }
  }
});

test("another project is answered as it is described", async () => {
  for (const asked of operations().filter(({ path }) => path.includes("{project}"))) {
    const { operationId } = asked.operation;
    const answer = await send(asked, { project: "nobody's" });
    expect([operationId, answer.status]).toEqual([operationId, 404]);
    expect(await check(operationId, 404, await answer.json())).toBeUndefined();
  }
});
