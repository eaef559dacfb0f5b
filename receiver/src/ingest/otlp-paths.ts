import type { Signal } from "../model/signal.ts";

const signals: Readonly<Record<string, Signal>> = {
  "/v1/traces": "traces",
  "/v1/logs": "logs",
  "/v1/metrics": "metrics",
};

/**
 * The signal of a path, under `/` and under the prefix. A base address ending in `/` gives `//v1/traces`, and some
 * senders end the path in one; both are meant well.
 */
export function signalAt(path: string, prefix: string): Signal | undefined {
  const plain = withoutPrefix(path, prefix).replace(/^\/+/, "/").replace(/\/$/, "");
  return Object.hasOwn(signals, plain) ? signals[plain] : undefined;
}

/** Whether whoever asks this path speaks OTLP, so that the answer is to be in its terms, the wrong paths included. */
export function isOtlpPath(path: string, prefix: string): boolean {
  return /^\/+v1(\/|$)/i.test(withoutPrefix(path, prefix)) || (prefix !== "" && isUnder(path, prefix));
}

function withoutPrefix(path: string, prefix: string): string {
  return isUnder(path, prefix) ? path.slice(prefix.length) : path;
}

function isUnder(path: string, prefix: string): boolean {
  return path.startsWith(`${prefix}/`);
}
