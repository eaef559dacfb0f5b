import type { MappingRule } from "../model/mapping-rule.ts";
import { Malformed } from "../otlp/wire.ts";
import type { Batch } from "./batch.ts";
import type { ExportRequest } from "./ingest.ts";
import { Refused } from "./refused.ts";
import { type Rejection, writeRejection } from "./rejections.ts";
import { checkCount } from "./stretch.ts";
import { Tally } from "./tally.ts";

/** The rejected items of one request that are kept for its sender to look at; the rest is only counted. */
const mostRejections = 1000;

/** One request on its way into a batch: who sent it, when it came, and what became of its records. */
export class RequestContext {
  readonly request: ExportRequest;
  readonly batch: Batch;
  /** Unix milliseconds. */
  readonly received: number;
  readonly retention: number;
  /** Where the project's own attributes belong. */
  readonly rules: readonly MappingRule[];
  readonly tally = new Tally();

  constructor(
    request: ExportRequest,
    batch: Batch,
    received: number,
    retention: number,
    rules: readonly MappingRule[] = [],
  ) {
    this.request = request;
    this.batch = batch;
    this.received = received;
    this.retention = retention;
    this.rules = rules;
  }

  /** Does `write` for one record; what is refused or malformed costs that record alone and is kept with its reason. */
  attempt(from: number, to: number, service: string, write: () => void): void {
    checkCount(this.tally.accepted + this.tally.rejected);
    const mark = this.batch.mark();
    try {
      write();
      this.tally.accepted += 1;
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Malformed)) throw error;
      this.batch.rewind(mark);
      this.reject(error, from, to, service);
    }
  }

  private reject(error: Refused | Malformed, from: number, to: number, service: string): void {
    const code = error instanceof Refused ? error.code : "malformed";
    const { project, signal, source, body } = this.request;
    const rejection: Rejection = {
      project,
      signal,
      code,
      reason: error.message,
      source,
      service,
      item: body.subarray(from, to),
      received: this.received,
    };
    this.tally.reject(error.message);
    if (this.tally.rejected <= mostRejections) writeRejection(this.batch.rejected, rejection);
  }
}
