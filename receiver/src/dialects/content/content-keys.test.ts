import { expect, test } from "vitest";
import { isContentKey, isContentOfEvent } from "./content-keys.ts";
import { argumentKeys, resultKeys } from "./tool-keys.ts";
import { vendorKeys } from "./vendor-keys.ts";

test("every key that messages and tool bodies are read from is a key of content", () => {
  const read = vendorKeys.flatMap(({ system = [], input = [], output = [] }) => [...system, ...input, ...output]);
  const keys = [...read, ...argumentKeys, ...resultKeys].map((key) => key.replace("*", "task"));
  expect(keys.filter((key) => !isContentKey(key))).toEqual([]);
});

test("families are content, what only names a prompt is not", () => {
  const keys = ["gen_ai.prompt.0.content", "gen_ai.prompt.name", "gen_ai.prompt.version", "gen_ai.request.model"];
  expect(keys.filter(isContentKey)).toEqual(["gen_ai.prompt.0.content"]);
});

test("the plain names that events of messages use are content there only", () => {
  expect([isContentOfEvent("gen_ai.choice", "message"), isContentOfEvent("exception", "message")]).toEqual([
    true,
    false,
  ]);
});
