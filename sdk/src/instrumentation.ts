import type { MeterProvider, TracerProvider } from "@opentelemetry/api";

/** What OpenTelemetry's instrumentations have in common, of any of their versions. */
export interface Instrumentation {
  readonly instrumentationName: string;
  setTracerProvider(provider: TracerProvider): void;
  setMeterProvider(provider: MeterProvider): void;
  enable(): void;
  disable(): void;
}
