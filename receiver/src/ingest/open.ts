import { mkdir } from "node:fs/promises";
import { BadRequest, Overloaded } from "../errors.ts";
import type { Logger } from "../log.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import type { Signal } from "../model/signal.ts";
import { Malformed, Wire } from "../otlp/wire.ts";
import type { Rules } from "../redaction/rules.ts";
import { withoutSecrets } from "../redaction/secrets.ts";
import type { Store } from "../store/store.ts";
import type { Batch } from "./batch.ts";
import { Batcher } from "./batcher.ts";
import type { ExportRequest, Ingest, Receipt } from "./ingest.ts";
import type { Limits } from "./limits.ts";
import { LogCalls } from "./log-calls.ts";
import { LogRows } from "./log-rows.ts";
import { Origin } from "./origin.ts";
import { PendingSpans } from "./pending-span.ts";
import { PointRows } from "./point-rows.ts";
import { Pourer } from "./pourer.ts";
import { redact } from "./redact.ts";
import { RequestContext } from "./request-context.ts";
import type { Touched } from "./seal.ts";
import { Seen } from "./seen.ts";
import { Segments } from "./segments.ts";
import { SpanRecord } from "./span-record.ts";
import { SpanRows } from "./span-rows.ts";
import { SpanStarts } from "./span-start.ts";
import { walkRequest } from "./walk-request.ts";

export interface IngestOptions {
  readonly store: Store;
  /** Where acknowledged rows wait for the engine. */
  readonly directory: string;
  readonly limits: Limits;
  /** How many days what a project sends is kept. */
  readonly retentionDays: (project: string, signal: Signal) => number;
  /** Where a project's own attributes belong; asked for each request. */
  readonly mappingRules?: (project: string) => readonly MappingRule[];
  /** What of a project is not to be stored, beside secrets. */
  readonly redactionOf: (project: string) => Rules;
  /** Makes the summaries of these traces anew. Safe to repeat. */
  readonly settle: (touched: Touched) => Promise<void>;
  /** Told of the traces of whose calls log records tell what was said. Safe to repeat. */
  readonly hear?: (heard: Touched) => Promise<void>;
  readonly log: Logger;
  /** Told of each request that was taken in. */
  readonly onTaken?: (taken: Taken) => void;
  readonly now?: () => number;
  /** The least time between two pours, in milliseconds. */
  readonly pause?: number | undefined;
  /** How long a segment rests that the engine refused once, in milliseconds. */
  readonly rest?: number | undefined;
}

export interface Taken {
  readonly signal: Signal;
  readonly project: string;
  readonly bytes: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly cuts: number;
  readonly redacted: number;
  /** From the first byte decoded to all of it on disk, in milliseconds. */
  readonly millis: number;
}

export interface IngestStatus {
  /** Bytes that are acknowledged and not yet in the engine. */
  readonly waitingBytes: number;
  /** Why the engine does not take them; undefined when it does. */
  readonly failure: string | undefined;
  /** Segments that were acknowledged and lie apart, as the engine refuses them or they were altered on disk. */
  readonly setAside: number;
}

export interface OpenIngest extends Ingest {
  status(): IngestStatus;
  /** Refuses what comes from now on, finishes what was accepted, and pours it until the deadline (Unix milliseconds). */
  close(deadline: number): Promise<void>;
}

/** Opens the way in. What an earlier process acknowledged and did not pour is poured first. */
export async function openIngest(options: IngestOptions): Promise<OpenIngest> {
  await mkdir(options.directory, { recursive: true });
  const segments = new Segments(options.directory);
  const { waiting, torn, damaged } = await segments.recover();
  if (torn > 0) options.log.info({ torn }, "threw away segments that were cut off before they were acknowledged");
  if (damaged > 0)
    options.log.error({ damaged }, "set aside segments that were altered on disk; look into quarantine/");
  const intake = new Intake(options, segments);
  intake.pourer.add(waiting);
  intake.pourer.start();
  return intake;
}

class Intake implements OpenIngest {
  readonly pourer: Pourer;
  private readonly options: IngestOptions;
  private readonly segments: Segments;
  private readonly batcher: Batcher;
  private readonly seen = new Seen();
  private readonly origin: Origin;
  private readonly span = new SpanRecord();
  private readonly spanRows: SpanRows;
  private readonly pendingSpans: PendingSpans;
  private readonly logRows: LogRows;
  private readonly pointRows: PointRows;
  private closed = false;

  constructor(options: IngestOptions, segments: Segments) {
    const { limits } = options;
    this.options = options;
    this.segments = segments;
    this.pourer = new Pourer({ ...options, segments, onSetAside: () => this.seen.clear() });
    this.origin = new Origin(limits);
    this.spanRows = new SpanRows(limits, this.seen);
    this.pendingSpans = new PendingSpans(this.spanRows);
    this.logRows = new LogRows(limits, this.seen, new SpanStarts(this.spanRows), new LogCalls(this.spanRows));
    this.pointRows = new PointRows(limits, this.seen);
    this.batcher = new Batcher({
      segments,
      onWritten: (waiting) => this.pourer.add(waiting),
      onLost: (error) => this.lost(error),
    });
  }

  async take(request: ExportRequest): Promise<Receipt> {
    this.checkRoom();
    const begun = performance.now();
    const { tally } = await this.batcher.add((batch) => this.write(request, batch));
    const { accepted, rejected, cuts, redacted } = tally;
    const millis = performance.now() - begun;
    const { signal, project, body } = request;
    this.options.onTaken?.({ signal, project, bytes: body.length, accepted, rejected, cuts, redacted, millis });
    const message = tally.message(request.warnings);
    return { rejected, message: message && withoutSecrets(message) };
  }

  status(): IngestStatus {
    const { bytes, failure } = this.pourer;
    return { waitingBytes: bytes + this.batcher.bytes, failure, setAside: this.segments.setAside };
  }

  async close(deadline: number): Promise<void> {
    this.closed = true;
    await this.batcher.drain();
    await this.pourer.stop(deadline);
  }

  private checkRoom(): void {
    if (this.closed) throw new Overloaded("the receiver is stopping; send it again", 2);
    if (this.pourer.bytes >= this.options.limits.queueBytes) {
      throw new Overloaded("the engine is behind and the queue on disk is full; send it again", 5);
    }
  }

  private write(request: ExportRequest, batch: Batch): RequestContext {
    const { project, signal } = request;
    const received = this.options.now?.() ?? Date.now();
    const retention = this.options.retentionDays(project, signal);
    const rules = this.options.mappingRules?.(project);
    const mark = batch.mark();
    this.seen.within(`${project}/${retention}/${Math.floor(received / 86_400_000)}`);
    try {
      const { count, ...clean } = this.redact(request);
      const context = new RequestContext(clean, batch, received, retention, rules);
      context.tally.redacted = count;
      this.walk(context);
      return context;
    } catch (error) {
      batch.rewind(mark);
      this.seen.clear();
      if (error instanceof Malformed) throw new BadRequest(`this is no OTLP ${signal} request: ${error.message}`);
      throw error;
    }
  }

  /** From here on nobody sees what is not to be stored. */
  private redact(request: ExportRequest): ExportRequest & { readonly count: number } {
    const { signal, project, body, source } = request;
    const rules = this.options.redactionOf(project);
    return { ...request, source: withoutSecrets(source), ...redact(signal, body, rules, this.options.limits.nesting) };
  }

  private walk(context: RequestContext): void {
    const { body, signal } = context.request;
    const { origin } = this;
    const wire = new Wire(body);
    if (signal === "logs") this.logRows.begin();
    const resources = walkRequest(body, origin, context.tally, (from, to) => {
      if (signal === "metrics") return this.writeMetric(wire, from, to, context);
      context.attempt(from, to, origin.service, () => {
        if (signal === "logs") this.logRows.write(wire, from, to, origin, context);
        else this.writeSpan(wire, from, to, context);
      });
    });
    if (resources === 0 && body.length > 0) context.tally.note("the request holds no resource, so nothing was stored");
  }

  private writeSpan(wire: Wire, from: number, to: number, context: RequestContext): void {
    this.span.read(wire, from, to);
    this.spanRows.takeAttributes(this.span, context.tally);
    const writer = this.pendingSpans.isPending() ? this.pendingSpans : this.spanRows;
    writer.write(this.span, this.origin, context);
  }

  private writeMetric(wire: Wire, from: number, to: number, context: RequestContext): void {
    try {
      this.pointRows.write(wire, from, to, this.origin, context);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      context.attempt(from, to, this.origin.service, () => {
        throw error;
      });
    }
  }

  private lost(error: unknown): void {
    this.seen.clear();
    this.options.log.error({ err: error }, "a batch could not be written to disk; its senders were told to send again");
  }
}
