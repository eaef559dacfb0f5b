import { expect, test } from "vitest";
import { openMetrics } from "./metrics.ts";

test("tells its metrics as Prometheus text", async () => {
  const metrics = openMetrics();
  metrics.acknowledged({ signal: "traces", status: 200, bytes: 512, millis: 7 });
  metrics.accepted("traces", 3);
  metrics.accepted("traces", 2);
  metrics.rejected("logs", 1);
  metrics.cut("metrics", 4);
  metrics.inserted(33);
  metrics.answered("heavy", 12, "ok");
  metrics.observeQueue(() => 4096);
  metrics.observeSetAside(() => 1);
  metrics.observeDisk(async () => ({
    bytesByTable: new Map([
      ["logs", 300],
      ["spans", 9000],
    ]),
    freeBytes: 123_456,
  }));
  const lines = (await metrics.text()).split("\n").filter((line) => line.startsWith("spanwise_"));
  expect(lines.filter((line) => !line.includes("_bucket{")).map(withoutScope)).toEqual([
    'spanwise_requests_total{signal="traces",status="200"} 1',
    'spanwise_request_bytes_total{signal="traces"} 512',
    'spanwise_acknowledgement_milliseconds_count{signal="traces"} 1',
    'spanwise_acknowledgement_milliseconds_sum{signal="traces"} 7',
    'spanwise_accepted_total{signal="traces"} 5',
    'spanwise_rejected_total{signal="logs"} 1',
    'spanwise_cut_total{signal="metrics"} 4',
    "spanwise_insert_milliseconds_count 1",
    "spanwise_insert_milliseconds_sum 33",
    'spanwise_query_milliseconds_count{lane="heavy",outcome="ok"} 1',
    'spanwise_query_milliseconds_sum{lane="heavy",outcome="ok"} 12',
    "spanwise_queue_bytes 4096",
    "spanwise_segments_set_aside 1",
    'spanwise_disk_bytes{table="logs"} 300',
    'spanwise_disk_bytes{table="spans"} 9000',
    "spanwise_disk_free_bytes 123456",
  ]);
});

const withoutScope = (line: string) => line.replace(/,?otel_scope_name="spanwise"/, "").replace("{}", "");
