import { expect, test } from "vitest";
import { type SampleRow, sampleSkeleton } from "../../test/sample-skeleton.ts";
import { stepsOf } from "./strip-of.ts";

const steps = (rows: readonly SampleRow[], extent: number) => stepsOf({ ...sampleSkeleton(rows), extent });

test("steps stand in the order of their start, without what services did beside them", () => {
  const rows: readonly SampleRow[] = [
    { depth: 0, name: "run", kind: "agent", start: 0, duration: 90 },
    { depth: 1, name: "search", kind: "tool", start: 50, duration: 10, failed: true },
    { depth: 1, name: "chat", kind: "llm", start: 20, duration: null },
    { depth: 1, name: "GET /", kind: "http", start: 30 },
    { depth: 1, name: "3 spans whose parent has not arrived", missing: true },
  ];
  const told = { agent: "", count: 1, failed: 0 };
  expect(steps(rows, 90)).toEqual([
    { ...told, kind: "agent", name: "run", start: 0, duration: 90, row: 0 },
    { ...told, kind: "llm", name: "chat", start: 20, duration: null, row: 2 },
    { ...told, kind: "tool", name: "search", start: 50, duration: 10, failed: 1, row: 1 },
  ]);
});

test("where nothing else is told, services are", () => {
  expect(steps([{ depth: 0, name: "GET /", kind: "http" }], 10)).toHaveLength(1);
  expect(steps([], 0)).toEqual([]);
});

test("very many steps share ticks, named as most of them are, and none is lost", () => {
  const rows = Array.from({ length: 10_000 }, (_, row) => ({
    ...{ depth: row === 0 ? 0 : 1, name: row === 0 ? "rare" : "often", kind: "tool" },
    ...{ start: row * 10, duration: row % 100, failed: row === 77 },
  }));
  const skeleton = sampleSkeleton(rows);
  const shape = Uint32Array.from(rows, (_, row) => (row % 3 === 0 ? 0 : 1));
  const told = stepsOf({ ...skeleton, shapes: skeleton.shapes.slice(0, 2), shape, extent: 100_000 });
  expect(told.length).toBe(400);
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  expect(told.reduce((sum, { failed }) => sum + failed, 0)).toBe(1);
  expect(told.find(({ failed }) => failed > 0)?.row).toBe(77);
  expect([...new Set(told.map(({ name }) => name))]).toEqual(["often"]);
  expect(told.map(({ start }) => start)).toEqual(told.map(({ start }) => start).toSorted((one, other) => one - other));
});
