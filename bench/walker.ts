import { Batch } from "../receiver/src/ingest/batch.ts";
import { defaultLimits } from "../receiver/src/ingest/limits.ts";
import { Origin } from "../receiver/src/ingest/origin.ts";
import { RequestContext } from "../receiver/src/ingest/request-context.ts";
import { Seen } from "../receiver/src/ingest/seen.ts";
import { SpanRecord } from "../receiver/src/ingest/span-record.ts";
import { SpanRows } from "../receiver/src/ingest/span-rows.ts";
import { walkRequest } from "../receiver/src/ingest/walk-request.ts";
import { Wire } from "../receiver/src/otlp/wire.ts";

/** The receiver's way from request to rows, without its doors: what `take` is given becomes rows of `batch`. */
export function openWalker() {
  const batch = new Batch();
  const seen = new Seen();
  const origin = new Origin(defaultLimits);
  const span = new SpanRecord();
  const rows = new SpanRows(defaultLimits, seen);
  const take = (body: Uint8Array) => {
    const request = { signal: "traces", project: "default", body, source: "bench", warnings: [] } as const;
    const context = new RequestContext(request, batch, Date.now(), 30);
    seen.within("default/30");
    const wire = new Wire(body);
    walkRequest(body, origin, context.tally, (from, to) => {
      context.attempt(from, to, origin.service, () => {
        span.read(wire, from, to);
        rows.takeAttributes(span, context.tally);
        rows.write(span, origin, context);
      });
    });
  };
  return { batch, take };
}
