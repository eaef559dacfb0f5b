import type { IdGenerator } from "@opentelemetry/sdk-trace";

/** Enough for 21 spans that begin a trace: small, since an id that somebody keeps holds all that were made with it. */
const BLOCK_BYTES = 512;
const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;
const onlyZeros = /^0+$/;

/** Ids cut from a longer text of random digits: to ask for each alone takes several times as long. */
export function createIdGenerator(): IdGenerator {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  let digits = "";
  let next = 0;
  function take(count: number): string {
    if (next + count > digits.length) {
      digits = crypto.getRandomValues(block).toString("hex");
      next = 0;
    }
    const id = digits.slice(next, next + count);
    next += count;
    // It would say that there is no span.
    return onlyZeros.test(id) ? take(count) : id;
  }
  return { generateTraceId: () => take(TRACE_DIGITS), generateSpanId: () => take(SPAN_DIGITS) };
}
