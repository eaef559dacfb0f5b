/** Where libraries write down what an application notes beside the work: one key for each note, or all of them in one map. */
export const metadataPrefixesOfSpan = [
  "langfuse.observation.metadata.",
  "ai.telemetry.metadata.",
  "ai.settings.context.",
  "traceloop.association.properties.",
  "lmnr.association.properties.metadata.",
  "mastra.metadata.",
  "langsmith.metadata.",
  "mlflow.traceTag.",
] as const;
export const metadataWholesOfSpan = [
  "metadata",
  "spanwise.metadata",
  "langfuse.observation.metadata",
  "lmnr.span.metadata",
] as const;

/** Langfuse repeats what holds for the trace on every span. */
export const metadataOfTrace = { prefix: "langfuse.trace.metadata.", whole: "langfuse.trace.metadata" } as const;

export const metadataPrefixes: readonly string[] = [...metadataPrefixesOfSpan, metadataOfTrace.prefix];
export const metadataWholes: readonly string[] = [...metadataWholesOfSpan, metadataOfTrace.whole];
