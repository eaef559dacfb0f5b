import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { LandingTable, Segment } from "../src/store/store.ts";
import { type Column, rowBinary } from "./row-binary.ts";
import type { Subject } from "./store-promises.ts";

export function pourPromises(subject: Subject): void {
  async function segment(
    table: LandingTable,
    file: string,
    rows: readonly Record<string, unknown>[],
  ): Promise<Segment> {
    const columns = await subject.store.query<Column>({
      text: `SELECT name, type FROM system.columns
          WHERE database = currentDatabase() AND table = {table:String} ORDER BY position`,
      params: { table },
    });
    const written = Buffer.concat(rows.map((row) => rowBinary(columns, row)));
    const path = join(subject.folder, file);
    await writeFile(path, Buffer.concat([written, rowBinary(columns, { seal: "the touched traces" })]));
    return { path, rowBytes: written.length };
  }

  describe("a pour", () => {
    const received = Date.UTC(2026, 10, 21);
    const rejection = (id: string, reason: string) => ({ project: "default", id, reason, received, retention: 30 });
    const reasons = async (prefix: string) => {
      const text = "SELECT id, reason FROM rejected FINAL WHERE startsWith(id, {prefix:String}) ORDER BY id";
      return await subject.store.query({ text, params: { prefix } });
    };

    test("puts several segments in at once, without their seals, and once however often", async () => {
      const nasty = "it's \\ \0 \u{1F600} -- { error 62 } ; \n\t";
      const segments = [
        await segment("rejected_in", "a-1.seg", [
          rejection("several-00000001", nasty),
          rejection("several-00000002", ""),
        ]),
        await segment("rejected_in", "a-2.seg", [rejection("several-00000003", "third")]),
      ];
      await subject.store.pour("rejected_in", segments);
      await subject.store.pour("rejected_in", [...segments].reverse());
      expect(await reasons("several")).toEqual([
        { id: "several-00000001", reason: nasty },
        { id: "several-00000002", reason: "" },
        { id: "several-00000003", reason: "third" },
      ]);
      expect(await subject.store.query({ text: "SELECT count() AS seals FROM rejected WHERE project = ''" })).toEqual([
        { seals: "0" },
      ]);
    });

    test("of spans fills every table behind the landing", async () => {
      const origin = ["origin-000000001", { "service.name": "shop" }, "s", "", 0, "lib", "1.0", {}, "", "", 0];
      const span = (id: string, start: bigint) => ({
        project: "default",
        trace_id: "trace-0000000001",
        span_id: id,
        name: "chat",
        start,
        duration: 5n,
        received,
        retention: 30,
        state: 2,
        status: 0,
        attributes: { "gen_ai.system": "openai", n: "1" },
        attribute_types: "si",
        refs: ["content-00000001"],
        contents: [["content-00000001", "hello"]],
        origins: [origin],
        version: 1n,
      });
      await subject.store.pour("spans_in", [
        await segment("spans_in", "b-1.seg", [span("span-001", 1000n), span("span-002", 3000n)]),
        await segment("spans_in", "b-2.seg", [span("span-003", 2000n)]),
      ]);
      const text =
        "SELECT span_id, start, duration, state, attributes FROM spans FINAL WHERE trace_id = 'trace-0000000001' ORDER BY start";
      const attributes = { "gen_ai.system": "openai", n: "1" };
      expect(await subject.store.query({ text })).toEqual([
        { span_id: "span-001", start: "1000", duration: "5", state: "ended", attributes },
        { span_id: "span-003", start: "2000", duration: "5", state: "ended", attributes },
        { span_id: "span-002", start: "3000", duration: "5", state: "ended", attributes },
      ]);
      expect(await subject.store.query({ text: "SELECT hash, content FROM contents FINAL" })).toEqual([
        { hash: "content-00000001", content: "hello" },
      ]);
      expect(
        await subject.store.query({ text: "SELECT origin, resource, scope, scope_version FROM origins FINAL" }),
      ).toEqual([
        { origin: "origin-000000001", resource: { "service.name": "shop" }, scope: "lib", scope_version: "1.0" },
      ]);
      const extent = "SELECT min(first) AS a, max(last) AS b FROM trace_extents WHERE trace_id = 'trace-0000000001'";
      expect(await subject.store.query({ text: extent })).toEqual([{ a: "1000", b: "3000" }]);
    });

    test.each(["logs_in", "points_in"] as const)("of %s goes through its views", async (table) => {
      const row = {
        project: "default",
        id: "log-000000000001",
        series: "series-000000001",
        time: 7n,
        received,
        retention: 30,
      };
      await subject.store.pour(table, [await segment(table, `${table}.seg`, [row])]);
      const behind = table.replace("_in", "");
      expect(await subject.store.query({ text: `SELECT time FROM ${behind} FINAL` })).toEqual([{ time: "7" }]);
    });

    test("of nothing is nothing", async () => {
      await subject.store.pour("rejected_in", []);
    });

    test("of a segment that is not there throws", async () => {
      const there = await segment("rejected_in", "c-1.seg", [rejection("missing-00000001", "")]);
      const gone = { path: join(subject.folder, "gone.seg"), rowBytes: 10 };
      await expect(subject.store.pour("rejected_in", [there, gone])).rejects.toThrow("ENOENT");
      await expect(stat(there.path)).resolves.toBeDefined();
    });

    test("of a torn segment throws, and the next one is whole", async () => {
      const whole = await segment("rejected_in", "d-1.seg", [rejection("torn-00000000001", "a".repeat(1000))]);
      const torn = { path: join(subject.folder, "d-2.seg"), rowBytes: whole.rowBytes - 500 };
      await writeFile(torn.path, (await readFile(whole.path)).subarray(0, torn.rowBytes));
      await expect(subject.store.pour("rejected_in", [torn])).rejects.toThrow();
      expect(await reasons("torn")).toEqual([]);
      await subject.store.pour("rejected_in", [whole]);
      expect(await reasons("torn")).toEqual([{ id: "torn-00000000001", reason: "a".repeat(1000) }]);
    });
  });
}
