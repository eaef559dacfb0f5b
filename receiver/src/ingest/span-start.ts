import type { AttributeTable } from "./attribute-table.ts";
import { keyStartsWith } from "./key-value.ts";
import type { LogRecord } from "./log-record.ts";
import type { Origin } from "./origin.ts";
import type { RequestContext } from "./request-context.ts";
import { checkId, runningState, SpanRecord } from "./span-record.ts";
import type { SpanRows } from "./span-rows.ts";
import { nothing, type Stretch } from "./stretch.ts";

const nameKey = "spanwise.span.name";
const parentKey = "spanwise.span.parent_id";
const kindKey = "spanwise.span.kind";

export const spanStartKeys = [nameKey, parentKey, kindKey, "event.name"];

/** The log record by which a program tells that a span has started: `docs/span-start.md`. */
export function isSpanStart(eventName: string): boolean {
  return eventName === "spanwise.span.start";
}

/** Writes spans that have started and not ended; their end takes their place. */
export class SpanStarts {
  private readonly rows: SpanRows;
  private readonly record = new SpanRecord();

  constructor(rows: SpanRows) {
    this.rows = rows;
  }

  write(log: LogRecord, said: AttributeTable, origin: Origin, context: RequestContext): void {
    const { record } = this;
    record.clear(log.bytes);
    checkId("trace_id", log.traceId);
    checkId("span_id", log.spanId);
    record.traceId.set(log.traceId);
    record.spanId.set(log.spanId);
    record.parentSpanId.set(parentIdOf(said.text(parentKey)));
    record.name = said.placeOf(nameKey) ?? nothing;
    record.spanKind = said.count(kindKey) ?? 0;
    record.start = log.time;
    record.state = runningState;
    for (const attribute of log.attributes) if (!isOurs(log.bytes, attribute)) record.attributes.push(attribute);
    this.rows.takeAttributes(record, context.tally);
    this.rows.write(record, origin, context);
  }
}

export function parentIdOf(text: string | undefined): Buffer {
  return text !== undefined && /^[0-9a-f]{16}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.alloc(8);
}

/** Whether a KeyValue is one of the attributes that only describe the start. */
const isOurs = (bytes: Uint8Array, attribute: Stretch) => keyStartsWith("spanwise.span.", bytes, attribute);
