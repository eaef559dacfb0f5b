import { CopyButton } from "../parts/copy-button.tsx";
import { collectorConfig, curlLine, environmentLines, grpcLines } from "./connect.ts";

/** Shown until the first trace is there; then the list takes its place by itself. */
export function FirstRun() {
  const address = window.location.origin;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-10">
        <h1 className="font-semibold text-title tracking-tight">Send your first trace</h1>
        <p className="mt-2 flex items-center gap-2 text-quiet" role="status">
          <span className="size-2 shrink-0 animate-breathe rounded-full bg-running" />
          Waiting at {address}. This page becomes the list when something arrives.
        </p>
        <Way title="Try it now" text={curlLine(address)}>
          One span, from your terminal.
        </Way>
        <Way title="Any OpenTelemetry SDK or agent framework" text={environmentLines(address)}>
          Set this where your program runs. OTLP over HTTP, protobuf or JSON.
        </Way>
        <Way title="Over gRPC" text={grpcLines(window.location)}>
          The port is 4317 unless the receiver was told otherwise.
        </Way>
        <Way title="From an OpenTelemetry Collector" text={collectorConfig(address)}>
          Add the exporter, and name it in your pipelines.
        </Way>
      </div>
    </div>
  );
}

function Way({ title, text, children }: { title: string; text: string; children: string }) {
  return (
    <section className="mt-7">
      <h2 className="font-semibold">{title}</h2>
      <p className="text-quiet">{children}</p>
      <div className="mt-2 flex items-start gap-2 rounded-box border border-line bg-raised p-3">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap font-mono text-table leading-relaxed [overflow-wrap:anywhere]">
          {text}
        </pre>
        <CopyButton text={text} what={title.toLowerCase()} />
      </div>
    </section>
  );
}
