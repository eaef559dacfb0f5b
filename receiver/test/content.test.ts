import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message, Part } from "../src/model/message.ts";
import type { Span } from "../src/model/span.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { companionsOf, type ExpectedSpan, type RecordedExport, recordedExports } from "./recorded-exports.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let receiver: TestReceiver;
beforeAll(async () => {
  receiver = await testReceiver();
});
afterAll(() => receiver.cleanup());

interface ExpectedMessages {
  readonly system?: string;
  readonly systemContains?: string;
  readonly inputRoles?: unknown;
  readonly inputText?: readonly string[];
  readonly inputToolCalls?: readonly object[];
  readonly inputImages?: number;
  readonly outputRole?: string;
  readonly outputText?: string;
  readonly outputReasoning?: string;
  readonly outputToolCalls?: readonly object[];
}

const partsOf = (messages: readonly Message[], type: Part["type"]) =>
  messages.flatMap(({ parts }) => parts.filter((part) => part.type === type));

const textOf = (messages: readonly Message[], type: "text" | "reasoning" = "text") =>
  partsOf(messages, type)
    .map((part) => (part.type === type ? part.text : ""))
    .join("\n");

const wholeOf = (messages: readonly Message[]) => JSON.stringify(messages);

const callsOf = (messages: readonly Message[]) =>
  partsOf(messages, "tool_call").map((part) => ({ ...part, type: undefined }));

function expectMessages(span: Span, expected: ExpectedMessages): void {
  if (expected.system !== undefined) expect(span.system).toBe(expected.system);
  if (expected.systemContains !== undefined) expect(span.system).toContain(expected.systemContains);
  expectRoles(
    span.input.map(({ role }) => role),
    expected.inputRoles,
  );
  for (const text of expected.inputText ?? []) expect(wholeOf(span.input)).toContain(text);
  if (expected.inputToolCalls) expect(callsOf(span.input)).toMatchObject(expected.inputToolCalls);
  if (expected.inputImages !== undefined) expect(partsOf(span.input, "media")).toHaveLength(expected.inputImages);
  if (expected.outputRole !== undefined) expect(span.output.map(({ role }) => role)).toEqual([expected.outputRole]);
  if (expected.outputText !== undefined) expect(textOf(span.output)).toBe(expected.outputText);
  if (expected.outputReasoning !== undefined) expect(textOf(span.output, "reasoning")).toBe(expected.outputReasoning);
  if (expected.outputToolCalls) expect(callsOf(span.output)).toMatchObject(expected.outputToolCalls);
  expect(span.output.filter(({ role }) => role === "system")).toEqual([]);
}

function expectRoles(roles: readonly string[], expected: unknown): void {
  if (Array.isArray(expected)) expect(roles).toEqual(expected);
  const choice = expected as
    | { readonly anyOf?: readonly unknown[]; readonly startsWith?: readonly string[] }
    | undefined;
  if (choice?.anyOf) expect(roles).toEqual(choice.anyOf[0]);
  if (choice?.startsWith) expect(roles.slice(0, choice.startsWith.length)).toEqual(choice.startsWith);
}

function expectTool(span: Span, expected: Readonly<Record<string, unknown>>): void {
  expect(span.tool?.name).toBe(expected.name);
  if ("callId" in expected) expect(span.tool?.callId).toBe(expected.callId);
  if (expected.callIdStartsWith) expect(span.tool?.callId).toMatch(new RegExp(`^${expected.callIdStartsWith}`));
  if ("args" in expected) expect(span.tool?.arguments).toEqual(expected.args);
  if ("result" in expected) expect(span.tool?.result).toEqual(expected.result);
  if (expected.argsContains) expect(JSON.stringify(span.tool?.arguments)).toContain(expected.argsContains);
  if (expected.resultContains) expect(JSON.stringify(span.tool?.result)).toContain(expected.resultContains);
}

function expectContent(span: Span, expected: ExpectedSpan): void {
  const { messages, tool, inputContains, outputContains, documents, prompt, metadata } = expected;
  if (messages) expectMessages(span, messages as ExpectedMessages);
  if (tool) expectTool(span, tool as Readonly<Record<string, unknown>>);
  else expect(span.tool).toBeNull();
  if (inputContains) expect(wholeOf(span.input)).toContain(inputContains);
  if (outputContains) expect(wholeOf(span.output)).toContain(outputContains);
  if (documents) expect(span.metadata.documents).toHaveLength(documents as number);
  if (prompt) expect(span.metadata.prompt).toEqual(prompt);
  if (metadata) expect(span.metadata).toEqual(metadata);
}

async function spansOf(project: string): Promise<readonly Span[]> {
  const { items } = (await receiver.get(`/api/projects/${project}/traces?from=0&limit=100`)) as {
    items: readonly { traceId: string }[];
  };
  const answers = items.map(({ traceId }) => receiver.get(`/api/projects/${project}/traces/${traceId}`));
  return ((await Promise.all(answers)) as { spans: readonly Span[] }[]).flatMap(({ spans }) => spans);
}

async function send({ signal, text }: RecordedExport, project: string): Promise<void> {
  await receiver.send(signal, encodeJson(signal, Buffer.from(text)).body, project);
}

describe.each(recordedExports.filter(({ signal }) => signal === "traces"))("$name", (recorded) => {
  let spans: ReadonlyMap<string, Span>;
  const { name, expected } = recorded;

  beforeAll(async () => {
    for (const one of [...companionsOf(recorded), recorded]) await send(one, name);
    spans = new Map((await spansOf(name)).map((span) => [span.spanId, span]));
  });

  test.each((expected.spans ?? []).filter(({ mustDrop }) => !mustDrop))("$spanId $name", (fact) => {
    const span = spans.get(fact.spanId.toLowerCase());
    expect(span).toBeDefined();
    expectContent(span as Span, fact);
  });

  test("one span alone says the same as among the others", async () => {
    for (const span of spans.values()) {
      expect(await receiver.get(`/api/projects/${name}/spans/${span.traceId}/${span.spanId}`)).toEqual(span);
    }
  });
});
