import { createConsolePipeline } from "./console.ts";
import { createOwnPipeline } from "./own-pipeline.ts";
import type { Pipeline, PipelineOptions } from "./pipeline-shape.ts";
import { createWaitingPipeline } from "./waiting-pipeline.ts";

export type { Pipeline, PipelineOptions } from "./pipeline-shape.ts";

/** Never throws: what is wrong with what it was given shows when it is sent, and is said then. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const protocol = options.protocol ?? "http/protobuf";
  if (protocol === "http/protobuf") return createOwnPipeline(options);
  if (protocol === "console") return createConsolePipeline();
  const load: Parameters<typeof createWaitingPipeline>[0] = async (losses) =>
    (await import("./stock.ts")).createStockPipeline(protocol, options, losses);
  return createWaitingPipeline(load, options.warn);
}
