import { readFacts } from "../dialects/index.ts";
import { keyStartsWith } from "./key-value.ts";
import type { Origin } from "./origin.ts";
import type { RequestContext } from "./request-context.ts";
import { runningState, type SpanRecord } from "./span-record.ts";
import type { SpanRows } from "./span-rows.ts";
import { parentIdOf } from "./span-start.ts";
import { Tally } from "./tally.ts";

const typeKey = "logfire.span_type";
const parentKey = "logfire.pending_parent_id";

/**
 * Logfire tells that a span has started by another span below it, which has ended already: its parent is the span that
 * has started, and an attribute names the parent of that one. It becomes what it tells of and no row of its own.
 * https://github.com/pydantic/logfire/blob/main/logfire/_internal/exporters/processor_wrapper.py
 */
export class PendingSpans {
  private readonly rows: SpanRows;

  constructor(rows: SpanRows) {
    this.rows = rows;
  }

  /** Of the span whose attributes `rows` took in last. */
  isPending(): boolean {
    return this.rows.attributes.text(typeKey) === "pending_span";
  }

  write(record: SpanRecord, origin: Origin, context: RequestContext): void {
    if (tellsOfNone(record)) return this.writePlaceholder(record, origin, context);
    record.spanId.set(record.parentSpanId);
    record.parentSpanId.set(parentIdOf(this.rows.attributes.text(parentKey)));
    record.state = runningState;
    const kept = record.attributes.filter((attribute) => !isOurs(record.bytes, attribute));
    record.attributes.length = 0;
    for (const attribute of kept) record.attributes.push(attribute);
    this.rows.takeAttributes(record, new Tally());
    this.rows.write(record, origin, context);
  }

  private writePlaceholder(record: SpanRecord, origin: Origin, context: RequestContext): void {
    this.rows.introduce(record, origin);
    const facts = readFacts(this.rows.attributes);
    this.rows.writeTold(record, { ...facts, kind: "operation", counts: false }, origin, context);
  }
}

const tellsOfNone = ({ spanId, parentSpanId }: SpanRecord) =>
  parentSpanId.equals(spanId) || parentSpanId.every((byte) => byte === 0);

const isOurs = (bytes: Uint8Array, attribute: SpanRecord["attributes"][number]) =>
  [typeKey, parentKey].some((key) => keyStartsWith(key, bytes, attribute));

export const pendingSpanKeys = [typeKey, parentKey];
