import { expect, test } from "vitest";
import { ProtobufWriter } from "../otlp/protobuf-writer.ts";
import { Wire } from "../otlp/wire.ts";
import { RowBuffer } from "../row-buffer.ts";
import { readEvent } from "../store/stored-events.ts";
import { writeShortened } from "./exceptions.ts";
import { Tally } from "./tally.ts";

test("an event over the limit keeps its time and name, and tells how long it was", () => {
  const writer = new ProtobufWriter();
  writer.fixed64(1, 1_790_000_000_000_000_007n);
  writer.string(2, "gen_ai.content");
  writer.string(3, "x".repeat(5000));
  const event = writer.finish();
  const row = new RowBuffer();
  const tally = new Tally();
  writeShortened(row, event, { from: 0, to: event.length }, tally);
  const wire = new Wire(row.written());
  wire.stretch();
  expect(readEvent(Buffer.from(row.written().subarray(wire.from, wire.to)))).toEqual({
    time: "1790000000000000007",
    name: "gen_ai.content",
    attributes: { "spanwise.cut": `…[cut: ${event.length} bytes]` },
  });
  expect([wire.to, tally.cuts]).toEqual([row.length, 1]);
});
