/** The three kinds of telemetry OTLP carries, by the last word of their path. */
export type Signal = "traces" | "logs" | "metrics";
