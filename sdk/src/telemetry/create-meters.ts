import type { Attributes, Meter } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import type { Meters } from "../metrics.ts";

/** https://github.com/open-telemetry/semantic-conventions-genai: the boundaries that the conventions advise. */
const secondBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const firstChunkBoundaries = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
];
const tokenBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

const agentName = names.agentName;
const model = names.requestModel;
const provider = names.provider;

/** Who did it, with what, at whose: never which session or user, of which there are too many to count by. */
const dimensions: readonly string[] = [
  names.operation,
  provider,
  model,
  names.responseModel,
  agentName,
  names.toolName,
  names.toolType,
  names.serverAddress,
  names.serverPort,
  names.errorType,
];

export function createMeters(meter: Meter): Meters {
  const seconds = (name: string, description: string, boundaries: number[]) =>
    meter.createHistogram(name, { unit: "s", description, advice: { explicitBucketBoundaries: boundaries } });
  const duration = seconds(
    "gen_ai.client.operation.duration",
    "How long an operation of a model took",
    secondBoundaries,
  );
  const firstChunk = seconds(
    "gen_ai.client.operation.time_to_first_chunk",
    "How long the first piece of an answer took",
    firstChunkBoundaries,
  );
  const tool = seconds("gen_ai.execute_tool.duration", "How long a tool took", secondBoundaries);
  const usage = meter.createHistogram("gen_ai.client.token.usage", {
    unit: "{token}",
    description: "Tokens of one operation",
    advice: { explicitBucketBoundaries: tokenBoundaries },
  });
  const calls = meter.createCounter("llm.calls.count", { unit: "{call}", description: "Calls of models" });
  const tokens = meter.createCounter("llm.tokens.total", { unit: "{token}", description: "Tokens of all calls" });
  const latency = seconds("llm.latency", "How long a call of a model took", secondBoundaries);
  return {
    operation(took, attributes) {
      const who = plainly(attributes);
      duration.record(took, dimensionsOf(attributes));
      calls.add(1, who);
      latency.record(took, who);
    },
    tokens(type, count, attributes) {
      usage.record(count, { ...dimensionsOf(attributes), "gen_ai.token.type": type });
      tokens.add(count, { ...plainly(attributes), type });
    },
    firstChunk: (took, attributes) => firstChunk.record(took, dimensionsOf(attributes)),
    tool: (took, attributes) => tool.record(took, dimensionsOf(attributes)),
  };
}

function dimensionsOf(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const name of dimensions) {
    const value = attributes[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** The dimensions of `llm.…`, in the plain words that bots know. */
function plainly(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  if (attributes[agentName] !== undefined) kept.agent = attributes[agentName];
  if (attributes[model] !== undefined) kept.model = attributes[model];
  if (attributes[provider] !== undefined) kept.provider = attributes[provider];
  return kept;
}
