import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLog } from "./log.ts";

const logged = (format: "json" | "pretty", say: (log: ReturnType<typeof openLog>) => void) => {
  const file = join(mkdtempSync(join(tmpdir(), "spanwise-log-")), "deep", "log");
  say(openLog({ level: "info", format, file }));
  return readFileSync(file, "utf8");
};

test("keeps secrets out", () => {
  const line = logged("json", (log) =>
    log.info({
      apiKey: "one",
      headers: { authorization: "two", "x-api-key": "three" },
      a: { b: { password: "four" } },
    }),
  );
  expect({ ...JSON.parse(line), time: 0 }).toEqual({
    level: 30,
    time: 0,
    apiKey: "[secret]",
    headers: { authorization: "[secret]", "x-api-key": "[secret]" },
    a: { b: { password: "[secret]" } },
  });
});

test("reads well, and lets no escape through to the terminal", () => {
  const line = logged("pretty", (log) => log.warn({ from: "\u001b[31mred", count: 2 }, "odd\u0007 name"));
  expect(line.slice(13)).toBe('warn  odd\uFFFD name from="\\u001b[31mred" count=2\n');
});
