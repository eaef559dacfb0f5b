import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLog } from "./log.ts";

function capture() {
  const lines: string[] = [];
  return { lines, out: { write: (line: string) => void lines.push(line) } };
}

test("hides what opens a door", () => {
  const { lines, out } = capture();
  const headers = { authorization: "Bearer k", "x-api-key": "k", cookie: "session=k", accept: "*/*" };
  openLog({ level: "info", format: "json" }, out).info({ headers, request: { headers }, ...headers }, "asked");
  const { time, ...record } = JSON.parse(lines.join(""));
  const hidden = { authorization: "[secret]", "x-api-key": "[secret]", cookie: "[secret]", accept: "*/*" };
  expect(typeof time).toEqual("number");
  expect(record).toEqual({ level: 30, headers: hidden, request: { headers: hidden }, ...hidden, msg: "asked" });
});

test("writes one line for a person, whatever is in it", () => {
  const { lines, out } = capture();
  const log = openLog({ level: "info", format: "pretty" }, out);
  log.warn({ project: "default", reason: "two\nlines \u001b[31mred", count: 2 }, "refused\r\n");
  log.debug("not at this level");
  expect(lines.map((line) => line.replace(/^[\d:.]{12}/, "CLOCK"))).toEqual([
    'CLOCK warn  refused\\r\\n project=default reason="two\\\\nlines \\\\u001b[31mred" count=2\n',
  ]);
});

test("a line steers no terminal by controls of eight bits, and turns no direction", () => {
  const { lines, out } = capture();
  openLog({ level: "info", format: "pretty" }, out).info({ from: "a\u009b2J" }, "exe\u202egnp");
  expect(lines.map((line) => line.slice(12))).toEqual([' info  exe\\u202egnp from="a\\\\x9b2J"\n']);
});

test("writes an error with its cause on one line", () => {
  const { lines, out } = capture();
  openLog({ level: "info", format: "pretty" }, out).error(
    new Error("no room", { cause: new Error("disk full") }),
    "failed",
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\d:.]{12} error failed err=.*no room: disk full.*\n$/);
});

test("writes to a file instead, as JSON where nobody looks on", () => {
  const folder = mkdtempSync(join(tmpdir(), "spanwise-log-"));
  const file = join(folder, "logs", "spanwise.log");
  const { lines, out } = capture();
  openLog({ level: "info", format: "auto", file }, out).info("kept");
  const { time: _, ...record } = JSON.parse(readFileSync(file, "utf8"));
  expect([record, lines]).toEqual([{ level: 30, msg: "kept" }, []]);
  rmSync(folder, { recursive: true });
});
