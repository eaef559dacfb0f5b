import { expect, test } from "vitest";
import { contentSpan } from "../../test/content-span.ts";
import { saidOfSpan } from "./said-of-span.ts";

const tool = (given: unknown, result: unknown) =>
  saidOfSpan(
    contentSpan({
      kind: "tool",
      attributes: { "gen_ai.tool.call.arguments": given, "gen_ai.tool.call.result": result },
    }),
    [],
  );
const message = (role: string, ...parts: readonly unknown[]) => [{ role, parts }];
const text = (content: string) => ({ type: "text", content });
const chat = (output: unknown, input: unknown = message("user", text("hi"))) =>
  saidOfSpan(
    contentSpan({
      kind: "llm",
      dialect: "otel-genai",
      attributes: { "gen_ai.input.messages": input, "gen_ai.output.messages": output },
    }),
    [],
  );

test("the same arguments are the same in any order of names, and others are not", () => {
  const [one, same, other] = [
    tool({ a: 1, b: [{ c: 2, d: 3 }] }, "x"),
    tool('{"b":[{"d":3,"c":2}],"a":1}', "y"),
    tool({ a: 2 }, "x"),
  ];
  expect(one.given).toBe(same.given);
  expect(one.returned).not.toBe(same.returned);
  expect(one.given).not.toBe(other.given);
  expect(one.returned).toBe(other.returned);
});

test("what was not captured is the same as nothing", () => {
  expect(tool("[not captured: 12 bytes]", undefined)).toEqual({
    given: "",
    returned: "",
    isBlank: false,
    complaint: "",
  });
});

test.each<[string, unknown]>([
  ["no words", message("assistant", text(" \n"))],
  ["thoughts alone", message("assistant", { type: "reasoning", content: "hm" })],
])("an answer of %s is blank", (_, output) => {
  expect(chat(output).isBlank).toBe(true);
});

test.each<[string, unknown]>([
  ["words", message("assistant", text("hello"))],
  ["a call", message("assistant", { type: "tool_call", id: "1", name: "get", arguments: {} })],
  ["nothing told", []],
  ["a picture", message("assistant", { type: "blob", modality: "image", mime_type: "image/png", content: "AAAA" })],
])("an answer of %s is not", (_, output) => {
  expect(chat(output).isBlank).toBe(false);
});

test("an answer is not blank where the question was not captured either", () => {
  expect(chat(message("assistant", text("")), []).isBlank).toBe(false);
});

test.each([
  [" ", true],
  ["[]", true],
  ["{}", true],
  [[], true],
  ["0", false],
  [0, false],
  [false, false],
  [null, false],
  [undefined, false],
])("a result of %j is blank: %s", (result, isBlank) => {
  expect(tool({ a: 1 }, result).isBlank).toBe(isBlank);
});
