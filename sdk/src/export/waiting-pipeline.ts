import { ExportResultCode } from "@opentelemetry/core";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { reasonOf, type Warn } from "../warn.ts";
import { countAll, type LossCount } from "./losses.ts";
import type { Pipeline } from "./pipeline-shape.ts";
import { logsTo, spansTo } from "./processors.ts";
import { within } from "./within.ts";

/** What ends before a pipeline is loaded, which takes some milliseconds, is kept for it: so much of each kind. */
const MOST_WAITING = 2048;

/** A pipeline that most programs do without, and that is loaded when one asks for it. It counts where it is told. */
export function createWaitingPipeline(
  load: (losses: ReturnType<typeof countAll>) => Promise<Pipeline>,
  warn: Warn,
): Pipeline {
  const losses = countAll();
  const loading = load(losses).catch((error): undefined => {
    warn(`nothing is sent: ${reasonOf(error)}`);
  });
  const flush = (millis = 10_000) =>
    within(
      millis,
      loading.then((pipeline) => pipeline?.flush(millis)),
    );
  const shutdown = (millis = 10_000) =>
    within(
      millis,
      loading.then((pipeline) => pipeline?.shutdown(millis)),
    );
  const ends = { flush, shutdown };
  return {
    spanProcessor: spansTo(
      new Waiting<ReadableSpan>(loading, losses.traces, (to, span) => to.spanProcessor.onEnd(span)),
      ends,
    ),
    logProcessor: logsTo(
      new Waiting<ReadableLogRecord>(loading, losses.logs, (to, log) => to.logProcessor.onEmit(log as never)),
      ends,
    ),
    metricExporter: metricsTo(loading, ends),
    losses,
    ...ends,
  };
}

type Loading = Promise<Pipeline | undefined>;

class Waiting<Item> {
  readonly #losses: LossCount;
  readonly #hand: (to: Pipeline, item: Item) => void;
  #waiting: Item[] = [];
  #loaded: Pipeline | undefined = undefined;
  #hasFailed = false;

  constructor(loading: Loading, losses: LossCount, hand: (to: Pipeline, item: Item) => void) {
    this.#losses = losses;
    this.#hand = hand;
    void loading.then((pipeline) => this.#handOver(pipeline));
  }

  add(item: Item): void {
    if (this.#loaded) this.#hand(this.#loaded, item);
    else if (this.#hasFailed) this.#losses.dropped.unreachable++;
    else if (this.#waiting.length === MOST_WAITING) this.#losses.dropped.queueFull++;
    else this.#waiting.push(item);
  }

  #handOver(pipeline: Pipeline | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#loaded = pipeline;
    this.#hasFailed = !pipeline;
    for (const item of waiting) this.add(item);
  }
}

function metricsTo(loading: Loading, { flush, shutdown }: Pick<Pipeline, "flush" | "shutdown">): PushMetricExporter {
  return {
    export(metrics, done) {
      void loading.then((pipeline) => {
        const exporter = pipeline?.metricExporter;
        if (exporter) exporter.export(metrics, done);
        else done({ code: pipeline ? ExportResultCode.SUCCESS : ExportResultCode.FAILED });
      });
    },
    forceFlush: () => flush(),
    shutdown: () => shutdown(),
  };
}
