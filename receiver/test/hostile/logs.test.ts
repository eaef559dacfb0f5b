import { afterAll, beforeAll, expect, test } from "vitest";
import { logsRequest } from "../../src/otlp/otlp-writer.ts";
import { spanId, start, traceId } from "../sent-spans.ts";
import { doors } from "../tenant.ts";
import { type WholeReceiver, wholeReceiver } from "../whole-receiver.ts";

let at: WholeReceiver;
beforeAll(async () => {
  at = await wholeReceiver();
});
afterAll(() => at.cleanup());

const MiB = 1024 * 1024;
interface Log {
  readonly time: string;
  readonly sentTime: string | null;
  readonly severity: number;
  readonly body: unknown;
  readonly eventName: string | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
}

test.concurrent.each(doors)("row 67: odd log records are records, by %s", async (door) => {
  const tenant = at.tenant();
  const items = [
    { time: start, body: { big: "x".repeat(MiB) }, severityNumber: 0 },
    { time: start + 1n, severityNumber: 25 },
    { body: "timeless" },
    { observedTime: start + 2n, body: "observed", traceId },
    { time: start + 3n, eventName: "e".repeat(MiB), body: "event", traceId: "", spanId: "" },
  ];
  const told = await tenant.send(door, "logs", logsRequest({ items }));
  expect(told).toEqual({ status: 200, rejected: 0, message: "1 over the limits, cut with a mark" });
  const logs = await tenant.list<Log>("/logs?order=asc");
  expect(logs.map(({ body }) => body)).toEqual([{ big: "x".repeat(MiB) }, null, "observed", "event", "timeless"]);
  expect(logs.map(({ severity }) => severity)).toEqual([0, 25, 0, 0, 0]);
  expect(logs[2]).toMatchObject({ time: String(start + 2n), sentTime: null, traceId, spanId: null });
  expect(logs[3]).toMatchObject({ eventName: `${"e".repeat(1024)}…[cut: ${MiB} bytes]`, traceId: null });
  expect(BigInt(logs[4]?.time ?? 0)).toBeGreaterThan(start);
});

test("row 67: the same in JSON, and an id of another length costs its record", async () => {
  const tenant = at.tenant();
  const logRecords = [
    { timeUnixNano: "0", observedTimeUnixNano: "0", traceId, spanId: "", body: { kvlistValue: { values: [] } } },
    { timeUnixNano: String(start), severityNumber: "SEVERITY_NUMBER_ERROR", body: null, traceId: "", spanId },
    { timeUnixNano: String(start), traceId: "abc" },
    { timeUnixNano: String(start), spanId: "abc" },
  ];
  const told = await tenant.json("logs", { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
  expect(told).toMatchObject({ status: 200, rejected: 2, message: expect.stringContaining("or absent") });
  const logs = await tenant.list<Log>("/logs?order=asc");
  expect(logs.map((log) => [log.severity, log.body, log.traceId])).toEqual([
    [17, null, null],
    [0, {}, traceId],
  ]);
  expect((await tenant.rejected()).map(({ signal, code }) => [signal, code]).sort()).toEqual([
    ["logs", "bad_span_id"],
    ["logs", "bad_trace_id"],
  ]);
});
