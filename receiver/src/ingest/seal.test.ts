import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LandingTable } from "../store/store.ts";
import { readSeal, readTouched, type Touched, writeSeal } from "./seal.ts";

const landingTables = ["spans_in", "logs_in", "points_in", "rejected_in"] as const;

let path: string;

beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), "spanwise-seal-")), "file");
});

afterAll(() => rm(join(path, ".."), { recursive: true }));

async function sealOf(file: Uint8Array) {
  await writeFile(path, file);
  return readSeal(path);
}

const traceId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString("hex"));
const project = fc.string({ minLength: 1, unit: "grapheme" });
const touched: fc.Arbitrary<Touched> = fc
  .array(
    fc.tuple(
      project,
      fc.array(traceId, { maxLength: 5 }).map((ids) => new Set(ids)),
    ),
    { maxLength: 3 },
  )
  .map((entries) => new Map(entries));
const segment = fc.record({
  table: fc.constantFrom<LandingTable>(...landingTables),
  rows: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  touched,
});
const wholeOf = ({ table, rows, touched: told }: { table: LandingTable; rows: Buffer; touched: Touched }) =>
  Buffer.concat([rows, writeSeal(table, rows, told)]);

test("a whole segment says where its rows end and which traces it touches", async () => {
  await fc.assert(
    fc.asyncProperty(segment, async (given) => {
      const whole = wholeOf(given);
      expect(await sealOf(whole)).toEqual({ rowBytes: given.rows.length, bytes: whole.length });
      expect(await readTouched(path, whole.length)).toEqual(given.touched);
    }),
    { numRuns: 100 },
  );
});

test("a segment cut off anywhere is seen as torn", async () => {
  await fc.assert(
    fc.asyncProperty(segment, fc.nat(), async (given, at) => {
      const whole = wholeOf(given);
      expect(await sealOf(whole.subarray(0, at % whole.length))).toBe("torn");
    }),
    { numRuns: 200 },
  );
});

test("a segment with any one byte altered, or its tail zeroed, is not taken", async () => {
  await fc.assert(
    fc.asyncProperty(segment, fc.nat(), fc.integer({ min: 1, max: 255 }), async (given, where, flip) => {
      const whole = wholeOf(given);
      const at = where % whole.length;
      const flipped = Buffer.from(whole);
      flipped[at] = (whole[at] as number) ^ flip;
      expect(await sealOf(flipped)).toBeTypeOf("string");
      const zeroed = Buffer.from(whole).fill(0, at);
      if (!zeroed.equals(whole)) expect(await sealOf(zeroed)).toBeTypeOf("string");
    }),
    { numRuns: 300 },
  );
});
