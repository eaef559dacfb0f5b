import { context, type Logger } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { type ReadableSpan, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { sayFailuresTo } from "../src/quietly.ts";
import { setRunning } from "../src/running.ts";

/** Runs the SDK as far as spans go, and keeps those that end. What fails within it is thrown by `spans`. */
export function recording() {
  const ended: ReadableSpan[] = [];
  const failures: string[] = [];
  const provider = new TracerProvider({
    spanProcessors: [
      new SimpleSpanProcessor({
        exporter: {
          export(spans, done) {
            ended.push(...spans);
            done({ code: 0 });
          },
          async forceFlush() {},
          async shutdown() {},
        },
      }),
    ],
  });
  context.disable();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  sayFailuresTo((message) => void failures.push(message));
  setRunning({
    tracer: provider.getTracer("test"),
    logger: { emit() {} } as unknown as Logger,
    meters: { operation() {}, tokens() {}, firstChunk() {}, tool() {} },
    content: { isOn: true, textOf: (value) => (typeof value === "string" ? value : JSON.stringify(value)) },
    isApart: false,
    warn: (message) => void failures.push(message),
  } as Parameters<typeof setRunning>[0]);
  const spans = () => {
    if (failures.length > 0) throw new Error(failures.join("; "));
    return ended.map(({ name, attributes }) => ({ name, attributes }));
  };
  return { spans, names: () => spans().map(({ name }) => name), ended };
}
