import { type Random, randomFrom } from "../../receiver/src/demo/random.ts";
import type { SpanInput } from "../../receiver/src/otlp/otlp-input.ts";
import { tracesRequest } from "../../receiver/src/otlp/otlp-writer.ts";
import { HOUR, type Load, type Size } from "./workload.ts";

const SPANS_PER_REQUEST = 1000;
const DEEPEST = 2000;
const RESOURCE = { "service.name": "big-bench" };

/** One trace of that many spans: a third a chain down to 2,000, a third one wide fan, a third a mixture. */
export function* big({ seed, spans, until }: Size): Generator<Load> {
  const random = randomFrom(`${seed}/big/${spans}`);
  const traceId = random.hex(16);
  const ids: string[] = [];
  const depths: number[] = [];
  for (let from = 0; from < spans; from += SPANS_PER_REQUEST) {
    const count = Math.min(SPANS_PER_REQUEST, spans - from);
    const items = Array.from({ length: count }, (_, i) => {
      const parent = parentOf(from + i, spans, depths, random);
      depths.push(parent === undefined ? 0 : (depths[parent] ?? 0) + 1);
      ids.push(random.hex(8));
      return spanOf({ traceId, index: from + i, spans, until, ids, parent });
    });
    yield { body: tracesRequest({ resource: RESOURCE, items }), spans: count };
  }
}

function parentOf(index: number, spans: number, depths: readonly number[], random: Random): number | undefined {
  if (index === 0) return undefined;
  const third = Math.floor((index * 3) / spans);
  if (third === 1) return 0;
  const parent = third === 0 ? index - 1 : random.between(0, index - 1);
  return (depths[parent] ?? 0) >= DEEPEST ? 0 : parent;
}

interface Place {
  readonly traceId: string;
  readonly index: number;
  readonly spans: number;
  readonly until: number;
  readonly ids: readonly string[];
  readonly parent: number | undefined;
}

function spanOf({ traceId, index, spans, until, ids, parent }: Place): SpanInput {
  const begin = BigInt(until - HOUR) * 1_000_000n;
  return {
    traceId,
    spanId: ids[index] as string,
    ...(parent !== undefined && { parentSpanId: ids[parent] as string }),
    name: index % 3 === 0 ? "chat gpt-5" : `step ${index % 17}`,
    kind: 1,
    start: begin + BigInt(index) * 10_000n,
    end: begin + BigInt(2 * spans - index) * 10_000n,
    attributes: index % 3 === 0 ? { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" } : { index },
    status: {},
  };
}
