import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { Batcher } from "./batching.ts";
import { weighLog, writeLog } from "./encode-logs.ts";
import type { Recorded } from "./encode-request.ts";
import { weighSpan, writeSpan } from "./encode-spans.ts";
import { LossCount } from "./losses.ts";
import { MetricExporter } from "./metric-exporter.ts";
import { sayNowAndThen } from "./now-and-then.ts";
import type { Pipeline, PipelineOptions, Signal } from "./pipeline-shape.ts";
import { logsTo, spansTo } from "./processors.ts";
import type { ProtobufWriter } from "./protobuf-writer.ts";
import { Room } from "./room.ts";
import { HttpSender } from "./sending.ts";
import { within } from "./within.ts";

const FLUSH_MILLIS = 10_000;

/** How items of a kind are encoded and weighed. */
interface Kind<Item> {
  readonly write: (writer: ProtobufWriter, item: Item) => void;
  readonly weigh: (item: Item) => number;
}

const spans: Kind<ReadableSpan> = { write: writeSpan, weigh: weighSpan };
const logs: Kind<ReadableLogRecord> = { write: writeLog, weigh: weighLog };
const words = { traces: "spans", logs: "log records", metrics: "data points" } as const;

/** OTLP over HTTP in protobuf. */
export function createOwnPipeline(options: PipelineOptions): Pipeline {
  const room = new Room(options.queueBytes ?? 32 * 1024 * 1024, options.queueItems);
  const line = {
    traces: lineOf("traces", options),
    logs: lineOf("logs", options),
    metrics: lineOf("metrics", options),
  };
  const traces = batched(spans, line.traces, room, options);
  const records = batched(logs, line.logs, room, options);
  const metricExporter = new MetricExporter({
    ...line.metrics,
    room,
    temporality: options.temporality ?? "cumulative",
  });
  const metrics = flushable(() => metricExporter.handOver(), line.metrics);
  const all = [traces, records, metrics];
  const flush = async (...bounds: [number?, number?]) =>
    void (await Promise.all(all.map((each) => each.flush(...bounds))));
  const shutdown = async (millis?: number) => void (await Promise.all(all.map((each) => each.shutdown(millis))));
  return {
    spanProcessor: spansTo(traces.batcher, traces),
    logProcessor: logsTo(records.batcher, records),
    metricExporter,
    losses: { traces: line.traces.losses, logs: line.logs.losses, metrics: line.metrics.losses },
    flush,
    shutdown,
    leave() {
      traces.batcher.handOverNow();
      records.batcher.handOverNow();
      return [...line.traces.sender.unsent(), ...line.logs.sender.unsent()];
    },
  };
}

type Line = ReturnType<typeof lineOf>;

/** What sends one signal, counts what became of it, and says so. */
function lineOf(signal: Signal, options: PipelineOptions) {
  const losses = new LossCount();
  const say = sayNowAndThen(options.warn);
  const sender = new HttpSender({
    url: options.urls?.[signal] ?? `${options.endpoint.replace(/\/+$/, "")}/v1/${signal}`,
    headers: options.headers ?? {},
    compression: options.compression ?? "auto",
    timeoutMillis: options.timeoutMillis ?? 10_000,
    what: words[signal],
    losses,
    say,
  });
  const whys = { queueFull: "too much waits to be sent", encoding: "they could not be read" };
  const onLoss = (reason: keyof typeof whys) =>
    say(reason, () => `${losses.dropped[reason]} ${words[signal]} are lost: ${whys[reason]}`);
  return { losses, sender, onLoss };
}

function batched<Item extends Recorded>(kind: Kind<Item>, line: Line, room: Room, options: PipelineOptions) {
  const batcher = new Batcher({
    ...kind,
    ...line,
    room,
    batchBytes: options.batchBytes ?? 512 * 1024,
    batchItems: options.batchItems ?? Number.POSITIVE_INFINITY,
    intervalMillis: options.intervalMillis ?? 1000,
  });
  const { flush, shutdown } = flushable(() => batcher.handOver(), line);
  const close = (millis?: number) => {
    batcher.close();
    return shutdown(millis);
  };
  return { batcher, flush, shutdown: close };
}

function flushable(handOver: () => Promise<void>, { sender }: Line) {
  const flush = (millis = FLUSH_MILLIS, patienceMillis?: number) =>
    within(
      millis,
      handOver().then(() => sender.settled(patienceMillis)),
    );
  const shutdown = async (millis?: number) => {
    await flush(millis);
    sender.stop();
  };
  return { flush, shutdown };
}
