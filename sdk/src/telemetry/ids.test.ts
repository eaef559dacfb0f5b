import { expect, onTestFinished, test, vi } from "vitest";
import { createIdGenerator } from "./ids.ts";

test("ids have the form that is asked for, and none comes twice", () => {
  const { generateTraceId, generateSpanId } = createIdGenerator();
  const ids = Array.from({ length: 10_000 }, (_, index) => (index % 3 === 0 ? generateTraceId() : generateSpanId()));
  expect(ids.filter((id, index) => !(index % 3 === 0 ? /^[0-9a-f]{32}$/ : /^[0-9a-f]{16}$/).test(id))).toEqual([]);
  expect(new Set(ids.map((id) => id.slice(0, 16))).size).toBe(ids.length);
});

test("an id of zeros alone, which is no id, is passed over", () => {
  const random = vi.spyOn(crypto, "getRandomValues").mockImplementation((block) => {
    const bytes = block as unknown as Uint8Array;
    bytes.fill(0).fill(7, 24, 40);
    return block;
  });
  onTestFinished(() => random.mockRestore());
  expect(createIdGenerator().generateTraceId()).toBe("07".repeat(8).padStart(32, "0"));
});
