import { beforeAll, describe, expect, test } from "vitest";
import type { Message, Part } from "../src/model/message.ts";
import type { Span } from "../src/model/span.ts";
import type { ExpectedSpan, RecordedExport } from "./recorded-exports.ts";

interface ExpectedMessages {
  readonly system?: string;
  readonly systemContains?: string;
  readonly inputRoles?: unknown;
  readonly inputText?: readonly string[];
  readonly inputToolCalls?: readonly object[];
  readonly inputImages?: number;
  readonly outputRole?: string;
  readonly outputText?: string | { readonly anyOf: readonly (string | null)[] };
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

const choicesOf = (text: string | { readonly anyOf: readonly (string | null)[] }) =>
  typeof text === "string" ? [text] : text.anyOf.map((one) => one ?? "");

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
  if (expected.outputText !== undefined) expect(choicesOf(expected.outputText)).toContain(textOf(span.output));
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

export interface Asked {
  /** Every span of a project. */
  readonly spansIn: (project: string) => Promise<readonly Span[]>;
  readonly get: (path: string) => Promise<unknown>;
}

/** What was said in each of these runs comes out; each is stored in the project of its name. */
export function contentPromises(runs: readonly RecordedExport[], { spansIn, get }: Asked): void {
  describe.each(runs)("what was said in $name", ({ name, expected }) => {
    let spans: ReadonlyMap<string, Span>;

    beforeAll(async () => {
      spans = new Map((await spansIn(name)).map((span) => [span.spanId, span]));
    });

    test.each((expected.spans ?? []).filter(({ mustDrop }) => !mustDrop))("$spanId $name", (fact) => {
      const span = spans.get(fact.spanId.toLowerCase());
      expect(span).toBeDefined();
      expectContent(span as Span, fact);
    });

    test("one span of each kind alone says the same as among the others", async () => {
      for (const span of new Map([...spans.values()].map((one) => [one.kind, one])).values()) {
        expect(await get(`/api/projects/${name}/spans/${span.traceId}/${span.spanId}`)).toEqual(span);
      }
    });
  });
}
