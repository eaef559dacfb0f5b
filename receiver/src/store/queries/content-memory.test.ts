import { expect, test } from "vitest";
import { openMemory } from "./content-memory.ts";

const filled = (letter: string) => Buffer.alloc(40, letter);

test("what was asked for longest ago is forgotten first, and nothing of one project is told to another", () => {
  const memory = openMemory(100);
  memory.put("one", "a", filled("a"));
  memory.put("one", "b", filled("b"));
  memory.get("one", "a");
  memory.put("one", "c", filled("c"));
  expect(["a", "b", "c"].map((hash) => memory.get("one", hash)?.toString("latin1", 0, 1))).toEqual([
    "a",
    undefined,
    "c",
  ]);
  expect(memory.get("other", "a")).toBeUndefined();
});

test("a long content is not kept, as it would drive out what many ask for", () => {
  const memory = openMemory();
  memory.put("one", "long", Buffer.alloc(65 * 1024));
  expect(memory.get("one", "long")).toBeUndefined();
});
