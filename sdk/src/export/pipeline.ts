import { createOwnPipeline } from "./own-pipeline.ts";
import type { Pipeline, PipelineOptions } from "./pipeline-shape.ts";
import { createWaitingPipeline } from "./waiting-pipeline.ts";

export type { Pipeline, PipelineOptions } from "./pipeline-shape.ts";

/** Never throws: what is wrong with what it was given shows when it is sent, and is said then. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const protocol = options.protocol ?? "http/protobuf";
  if (protocol === "http/protobuf") return createOwnPipeline(options);
  const load: Parameters<typeof createWaitingPipeline>[0] = async (losses) =>
    protocol === "console"
      ? (await import("./console.ts")).createConsolePipeline(losses)
      : (await import("./stock.ts")).createStockPipeline(protocol, options, losses);
  return createWaitingPipeline(load, options.warn);
}
