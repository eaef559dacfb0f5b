import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { reasonOf, type Warn } from "./warn.ts";

interface Exporter<Item> {
  export(items: Item[], done: (result: ExportResult) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

/** The same exporter, but the host hears (once) that nothing arrives; OpenTelemetry itself says it to nobody. */
export function tellFailures<Item>(exporter: Exporter<Item>, address: string, warn: Warn) {
  return {
    export(items: Item[], done: (result: ExportResult) => void): void {
      exporter.export(items, (result) => {
        if (result.code === ExportResultCode.FAILED) {
          warn(`could not send to ${address}: ${reasonOf(result.error ?? "no reason given")}`);
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
