import { execFileSync } from "node:child_process";
import { stripTypeScriptTypes } from "node:module";
import { expect, test } from "vitest";
import { type Place, placeAt } from "./place.ts";
import type { Snippet, Way } from "./way.ts";
import { ways, waysFor } from "./ways.ts";

const open: Place = { address: "http://localhost:4318", grpc: "http://localhost:4317", key: null, otlpPrefix: "" };
/** What shells, headers, JSON and TOML would each take for something of their own. */
const awkward = "k'e$y\"\\%!(1)";
const locked: Place = { ...open, address: "https://spans.example", grpc: "https://spans.example:4317", key: "sw-12ab" };

const everySnippet = (place: Place) => ways.flatMap((way) => way.snippets(place).map((snippet) => ({ way, snippet })));
const ofLanguage = (place: Place, language: Snippet["language"]) =>
  everySnippet(place).filter(({ snippet }) => snippet.language === language);
const snippetsOf = (id: string, place: Place) => ways.find((way) => way.id === id)?.snippets(place) ?? [];

test("each has an id of its own and something to copy", () => {
  expect(new Set(ways.map(({ id }) => id)).size).toBe(ways.length);
  expect(ways.filter(({ id }) => !/^[a-z0-9-]+$/.test(id))).toEqual([]);
  expect(everySnippet(locked).filter(({ snippet }) => snippet.text.trim() !== snippet.text)).toEqual([]);
});

test("each says where to send and with which key, and asks for none where there is none", () => {
  const told = ({ snippets }: Way, place: Place) =>
    snippets(place)
      .map(({ text }) => text)
      .join("\n");
  const without = ways.filter(({ id }) => id !== "otlp-grpc" && id !== "laminar");
  expect(without.filter((way) => !told(way, locked).includes("https://spans.example"))).toEqual([]);
  expect(ways.filter((way) => !told(way, locked).includes("sw-12ab"))).toEqual([]);
  expect(ways.filter((way) => /Bearer|x-api-key|--key/.test(told(way, open)))).toEqual([]);
});

test("a shell takes what is for a shell", () => {
  for (const { snippet } of [...ofLanguage(open, "sh"), ...ofLanguage({ ...locked, key: awkward }, "sh")])
    execFileSync("sh", ["-n", "-c", snippet.text]);
});

/** What the variables of a snippet hold in a shell. */
function variablesOf(id: string, place: Place): Readonly<Record<string, string>> {
  const text = snippetsOf(id, place)
    .filter(({ language, text }) => language === "sh" && text.includes("export "))
    .map((snippet) => snippet.text.replace(/^(npm|pip) .*$/m, ""))
    .join("\n");
  const env = { PATH: process.env.PATH ?? "" };
  const told = execFileSync("sh", ["-c", `${text}\nenv -0`], { encoding: "utf8", env });
  const names = /^(OTEL|SPANWISE|CLAUDE|AGENTOPS|LANGFUSE|LANGSMITH|TRACELOOP)_/;
  return Object.fromEntries(
    told
      .split("\0")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const)
      .filter(([name]) => names.test(name)),
  );
}

test("the variables are those that exporters and Claude Code are tried with, whatever the key looks like", () => {
  const place = { ...locked, key: awkward };
  const otlp = variablesOf("otlp-http", place);
  expect(otlp).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://spans.example",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_EXPORTER_OTLP_HEADERS: expect.stringMatching(/^authorization=Bearer%20[\w%.~-]+$/),
  });
  expect(decodeURIComponent(otlp.OTEL_EXPORTER_OTLP_HEADERS ?? "")).toBe(`authorization=Bearer ${awkward}`);
  expect(variablesOf("otlp-grpc", open)).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4317",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  });
  expect(variablesOf("sdk", place)).toEqual({
    SPANWISE_ENDPOINT: "https://spans.example",
    SPANWISE_API_KEY: awkward,
    SPANWISE_CAPTURE_CONTENT: "on",
  });
  expect(variablesOf("claude-code", locked)).toEqual({
    CLAUDE_CODE_ENABLE_TELEMETRY: "1",
    CLAUDE_CODE_ENHANCED_TELEMETRY_BETA: "1",
    OTEL_LOGS_EXPORTER: "otlp",
    OTEL_METRICS_EXPORTER: "otlp",
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://spans.example",
    OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Bearer sw-12ab",
    OTEL_LOG_USER_PROMPTS: "1",
    OTEL_LOG_TOOL_DETAILS: "1",
    OTEL_LOG_TOOL_CONTENT: "1",
  });
});

test("JSON is JSON, TypeScript is TypeScript", () => {
  for (const place of [open, { ...locked, key: awkward }]) {
    for (const { snippet } of ofLanguage(place, "json")) expect(JSON.parse(snippet.text)).toBeTypeOf("object");
    for (const { snippet } of ofLanguage(place, "ts")) expect(stripTypeScriptTypes(snippet.text)).toBe(snippet.text);
  }
});

test("Python is Python, where there is one to ask", ({ skip }) => {
  const python = "import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)";
  const input = JSON.stringify(ofLanguage({ ...locked, key: awkward }, "python").map(({ snippet }) => snippet.text));
  try {
    execFileSync("python3", ["-c", python], { input });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return skip();
    throw error;
  }
});

test("the configuration of Codex is one table of tables", () => {
  const [codex] = snippetsOf("codex", { ...locked, key: awkward });
  const [head, , exporter = ""] = codex?.text.split("\n") ?? [];
  expect([codex?.language, head]).toEqual(["toml", "[otel]"]);
  const json = exporter.replace("exporter = ", "").replace(/([{,] *)"?([\w-]+)"? = /g, '$1"$2": ');
  expect(JSON.parse(json)).toEqual({
    "otlp-http": {
      endpoint: "https://spans.example/v1/logs",
      protocol: "binary",
      headers: { Authorization: `Bearer ${awkward}` },
    },
  });
});

test("a collector sends every signal here", () => {
  const [config] = snippetsOf("collector", locked);
  expect(config?.text).toBe(`exporters:
  otlphttp/spanwise:
    endpoint: https://spans.example
    headers:
      authorization: "Bearer sw-12ab"

service:
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]
    logs:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]
    metrics:
      receivers: [otlp]
      exporters: [otlphttp/spanwise]`);
});

test("the line to copy sends a valid span", () => {
  const [line] = snippetsOf("terminal", locked);
  expect(line?.text).toContain("-H 'authorization: Bearer sw-12ab'");
  const printed = line?.text.replace(/^curl .* -d (?=')/, "printf %s ") ?? "";
  const body = JSON.parse(execFileSync("sh", ["-c", printed], { encoding: "utf8" }));
  expect(body.resourceSpans[0].scopeSpans[0].spans[0]).toEqual({
    name: "hello",
    kind: 1,
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
    endTimeUnixNano: expect.stringMatching(/^\d{19}$/),
  });
});

test("what Langfuse's SDK sends to is told to a receiver that does not take it yet", () => {
  const titles = (place: Place) => snippetsOf("langfuse", place).map(({ title }) => title);
  expect(titles(open)).toContain("Start Spanwise so");
  expect(titles({ ...open, otlpPrefix: "/api/public/otel" })).not.toContain("Start Spanwise so");
});

test("a few letters find what somebody has", () => {
  const first = (typed: string) => waysFor(typed)[0]?.id;
  expect(["claude", "codex", "lang py", "gemini cli", "java", "curl", "vercel", "phoenix"].map(first)).toEqual([
    ...[
      "claude-code",
      "codex",
      "langchain-python",
      "gemini-cli",
      "otlp-http",
      "terminal",
      "vercel-ai",
      "openinference",
    ],
  ]);
  expect([waysFor("").length, waysFor("no such thing")]).toEqual([ways.length, []]);
});

test("gRPC has the port that the receiver tells", () => {
  const at = new URL("http://localhost:4318/p/default");
  expect(placeAt(at, undefined, null).grpc).toBe("http://localhost:4317");
  expect(placeAt(at, { grpcPort: 9000, otlpPrefix: "/otlp" }, "k")).toEqual({
    address: "http://localhost:4318",
    grpc: "http://localhost:9000",
    key: "k",
    otlpPrefix: "/otlp",
  });
});
