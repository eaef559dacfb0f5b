import type { SpanInput } from "../../receiver/src/otlp/otlp-input.ts";
import { tracesRequest } from "../../receiver/src/otlp/otlp-writer.ts";
import { hexOf } from "../exporter-rows.ts";
import { type SmallSpan, SPANS_PER_TRACE, smallSpan } from "./small.ts";
import type { Load, Size } from "./workload.ts";

const CALLS_PER_REQUEST = 100;
const models = ["gpt-5", "gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-pro"];

/** A model call without its content: what usage and cost are made from. */
export interface CallSpan extends Pick<SmallSpan, "trace" | "span" | "service" | "startMicros" | "failed"> {
  readonly name: string;
  readonly durationMicros: number;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Each is a function of its number: there is one, alone in a trace, for each trace of SMALL, at the same time. */
export function callSpan(index: number, size: Size): CallSpan {
  const like = smallSpan(index * SPANS_PER_TRACE, { ...size, seed: `${size.seed}/calls` });
  const [one, other] = like.span;
  const model = models[one % models.length] as string;
  const [input, output] = [200 + (one % 9000), 20 + (other % 900)];
  return {
    ...like,
    name: `chat ${model}`,
    durationMicros: 300_000 + output * 10_000,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": model,
      "gen_ai.response.model": model,
      "gen_ai.response.id": `resp_${hexOf(like.span)}`,
      "gen_ai.usage.input_tokens": input,
      "gen_ai.usage.output_tokens": output,
    },
  };
}

export function callsOf({ spans }: Size): number {
  return Math.ceil(spans / SPANS_PER_TRACE);
}

/** As many calls as SMALL has traces of the same size. */
export function* calls(size: Size): Generator<Load> {
  const count = callsOf(size);
  for (let from = 0; from < count; from += CALLS_PER_REQUEST) {
    const some = Array.from({ length: Math.min(CALLS_PER_REQUEST, count - from) }, (_, i) => callSpan(from + i, size));
    const resource = { "service.name": some[0]?.service ?? "" };
    yield { body: tracesRequest({ resource, scope: { name: "bench" }, items: some.map(itemOf) }), spans: some.length };
  }
}

function itemOf(call: CallSpan): SpanInput {
  const start = BigInt(call.startMicros) * 1000n;
  return {
    traceId: hexOf(call.trace),
    spanId: hexOf(call.span),
    name: call.name,
    kind: 3,
    start,
    end: start + BigInt(call.durationMicros) * 1000n,
    attributes: call.attributes,
    status: { code: call.failed ? 2 : 0 },
  };
}
