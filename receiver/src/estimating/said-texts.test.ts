import { expect, test } from "vitest";
import type { Message, Part } from "../model/message.ts";
import { saidTexts } from "./said-texts.ts";

const told = (role: string, ...parts: readonly Part[]): readonly Message[] => [{ role, parts }];
const text = (words: string): Part => ({ type: "text", text: words });
const call = (given: unknown): Part => ({ type: "tool_call", id: null, name: "get", arguments: given });
const picture: Part = { type: "media", modality: "image", mimeType: null, uri: "data:image/png;base64,AAAA" };

test("words are texts, thoughts, arguments and results; pictures have none", () => {
  const input = [
    ...told("user", text("look"), picture),
    ...told("assistant", call({ city: "Paris" })),
    ...told("tool", { type: "tool_result", id: null, result: "18 °C" }),
  ];
  const output = told("assistant", { type: "reasoning", text: "warm" }, text("nice"), call('{"a":1}'), call(undefined));
  expect(saidTexts({ system: "be brief", input, output })).toEqual({
    input: ["be brief", "look", "", '{"city":"Paris"}', "18 °C"],
    output: ["warm", "nice", '{"a":1}', ""],
  });
});

test.each([
  ["no answer", { system: null, input: told("user", text("hi")), output: [] }],
  ["an answer without words", { system: null, input: told("user", text("hi")), output: told("assistant", picture) }],
  ["no question", { system: null, input: [], output: told("assistant", text("hi")) }],
  [
    "a marked question",
    { system: null, input: told("user", text("[not captured: 5 bytes]")), output: told("assistant", text("hi")) },
  ],
  ["a marked answer", { system: "s", input: [], output: told("assistant", text("[not captured]")) }],
  [
    "a marked argument",
    { system: "s", input: [], output: told("assistant", text("a"), call({ a: "[not captured]" })) },
  ],
])("%s is not the whole of a call", (_, said) => {
  expect(saidTexts(said)).toBeUndefined();
});
