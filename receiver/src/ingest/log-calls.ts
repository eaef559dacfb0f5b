import { eventReaderOf } from "../dialects/events/index.ts";
import type { EventReader, ToldCall } from "../dialects/events/told-call.ts";
import { hashOfAll } from "./hash.ts";
import type { LogRecord } from "./log-record.ts";
import type { Origin } from "./origin.ts";
import { RequestContext } from "./request-context.ts";
import { ofLog, SpanRecord } from "./span-record.ts";
import { type SpanRows, uncounted } from "./span-rows.ts";

const none = Buffer.alloc(16);

/** Writes what log records tell of calls and prompts as spans, for programs that tell it by logs alone. */
export class LogCalls {
  private readonly rows: SpanRows;
  private readonly record = new SpanRecord();

  constructor(rows: SpanRows) {
    this.rows = rows;
  }

  readerOf(eventName: string, { scope, service }: Origin): EventReader | undefined {
    return eventReaderOf(eventName, scope, service);
  }

  /** `id` names the record, the same whenever and with whichever others it is sent. */
  write(reader: EventReader, eventName: string, id: Buffer, log: LogRecord, origin: Origin, context: RequestContext) {
    const { record, rows } = this;
    const quiet = untold(context);
    record.clear(log.bytes);
    for (const attribute of log.attributes) record.attributes.push(attribute);
    rows.takeAttributes(record, quiet.tally);
    rows.introduce(record, origin, eventName);
    const told = reader.read(rows.attributes);
    if (told === undefined || (told.role === "failure" && !namesSpan(log))) return;
    this.place(told, id, log, told.facts.sessionId ?? origin.sessionId, context.received);
    rows.writeTold(record, told.facts, origin, quiet);
    if (rows.attributes.uncounted > 0) context.tally.warn(uncounted);
  }

  private place(told: ToldCall, id: Buffer, log: LogRecord, sessionId: string, received: number): void {
    const { record } = this;
    record.signal = ofLog;
    record.givenName = told.name;
    record.flags = log.flags;
    record.droppedAttributes = log.droppedAttributes;
    record.end = log.time || log.observed || BigInt(received) * 1_000_000n;
    const took = BigInt(told.durationNanos);
    record.start = took > record.end ? 0n : record.end - took;
    if (namesSpan(log)) this.placeByContext(told, id, log);
    else this.placeBySession(told, id, log, sessionId);
  }

  /** A prompt stands in for the span it was told in, until that one comes: it is what the calls hang below. */
  private placeByContext({ role }: ToldCall, id: Buffer, { traceId, spanId }: LogRecord): void {
    this.record.traceId.set(traceId);
    this.record.spanId.set(role === "prompt" ? spanId : id.subarray(0, 8));
    if (role !== "prompt") this.record.parentSpanId.set(spanId);
  }

  /** One prompt of a session is one trace, and the session where no prompt is named; what names neither stands alone. */
  private placeBySession({ role, facts, promptId }: ToldCall, id: Buffer, log: LogRecord, sessionId: string): void {
    const { record } = this;
    const ofSession = sessionId === "" ? undefined : named(facts.dialect, sessionId, promptId ?? "");
    const prompt = promptId === undefined ? undefined : ofSession?.subarray(0, 8);
    record.traceId.set(log.traceId.equals(none) ? (ofSession ?? id) : log.traceId);
    record.spanId.set((role === "prompt" ? prompt : undefined) ?? id.subarray(0, 8));
    if (role !== "prompt" && prompt !== undefined) record.parentSpanId.set(prompt);
  }
}

const namesSpan = ({ traceId, spanId }: LogRecord) => !traceId.equals(none) && !spanId.equals(none.subarray(0, 8));

const named = (...parts: readonly string[]) => hashOfAll(parts.map((part) => Buffer.from(part.toWellFormed())));

/** The same, of which nothing is told again: what was cut and mended is counted where the log record is written. */
function untold({ request, batch, received, retention, rules }: RequestContext): RequestContext {
  return new RequestContext(request, batch, received, retention, rules);
}
