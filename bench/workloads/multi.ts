import { randomFrom } from "../../receiver/src/demo/random.ts";
import { tracesRequest } from "../../receiver/src/otlp/otlp-writer.ts";
import { HOUR, type Load, type Size } from "./workload.ts";

const TENANTS = 1000;

/** Many small senders: one to ten spans a request, each from one of a thousand services. */
export function* multi({ seed, spans, until }: Size): Generator<Load> {
  const random = randomFrom(`${seed}/multi`);
  for (let told = 0; told < spans; ) {
    const count = Math.min(random.between(1, 10), spans - told);
    const tenant = random.between(0, TENANTS - 1);
    const traceId = random.hex(16);
    const root = random.hex(8);
    const start = BigInt(Math.floor(until - HOUR * random.uniform())) * 1_000_000n;
    const items = Array.from({ length: count }, (_, i) => ({
      traceId,
      spanId: i === 0 ? root : random.hex(8),
      ...(i > 0 && { parentSpanId: root }),
      name: i === 0 ? "invoke_agent small" : "execute_tool lookup",
      kind: 1,
      start: start + BigInt(i) * 1_000_000n,
      end: start + BigInt(i + 1) * 1_000_000n,
      attributes: { "tenant.number": tenant, "user.id": `user-${random.between(1, 40)}`, attempt: i },
      status: {},
    }));
    told += count;
    yield {
      body: tracesRequest({ resource: { "service.name": `tenant-${tenant}` }, items }),
      spans: count,
    };
  }
}
