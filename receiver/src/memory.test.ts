import { expect, test } from "vitest";
import { openMemory } from "./memory.ts";

test("what was asked for longest ago is forgotten first", () => {
  const memory = openMemory((value: string) => value.length, { most: 100 });
  memory.put("a", "a".repeat(40));
  memory.put("b", "b".repeat(40));
  memory.get("a");
  memory.put("c", "c".repeat(40));
  expect(["a", "b", "c"].map((name) => memory.get(name)?.at(0))).toEqual(["a", undefined, "c"]);
});

test("what is put in the place of something else takes no more room than its own", () => {
  const memory = openMemory((value: string) => value.length, { most: 100 });
  for (const letter of ["x", "y", "z"]) memory.put("a", letter.repeat(60));
  memory.put("b", "b".repeat(40));
  expect([memory.get("a")?.at(0), memory.get("b")?.length]).toEqual(["z", 40]);
});

test("what is long is not kept, as it would drive out what many ask for", () => {
  const memory = openMemory((value: string) => value.length, { most: 100, longest: 50 });
  memory.put("short", "s".repeat(50));
  memory.put("long", "l".repeat(51));
  expect([memory.get("short")?.length, memory.get("long")]).toEqual([50, undefined]);
});
