import { createConsolePipeline } from "./console.ts";
import { createOwnPipeline } from "./own-pipeline.ts";
import type { Pipeline, PipelineOptions } from "./pipeline-shape.ts";
import { createStockPipeline } from "./stock.ts";

export type { Pipeline, PipelineOptions } from "./pipeline-shape.ts";

/** Never throws: what is wrong with what it was given shows when it is sent, and is said then. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const protocol = options.protocol ?? "http/protobuf";
  if (protocol === "http/protobuf") return createOwnPipeline(options);
  return protocol === "console" ? createConsolePipeline() : createStockPipeline(protocol, options);
}
