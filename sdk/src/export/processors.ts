import { TraceFlags } from "@opentelemetry/api";
import type { LogRecordProcessor, ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";

interface Sink<Item> {
  add(item: Item): void;
}

/** What a provider does when it is flushed is what the pipeline does. */
interface Ends {
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

export function spansTo(sink: Sink<ReadableSpan>, { flush, shutdown }: Ends): SpanProcessor {
  return {
    onStart: () => {},
    onEnd: (span) => {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0) sink.add(span);
    },
    forceFlush: flush,
    shutdown,
  };
}

export function logsTo(sink: Sink<ReadableLogRecord>, { flush, shutdown }: Ends): LogRecordProcessor {
  return { onEmit: (log) => sink.add(log), forceFlush: flush, shutdown };
}
