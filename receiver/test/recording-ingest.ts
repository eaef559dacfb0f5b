import type { ExportRequest, Ingest, Receipt } from "../src/ingest/ingest.ts";

/** An `Ingest` that keeps what it is given, and answers or throws what a test sets. */
export class RecordingIngest implements Ingest {
  readonly requests: ExportRequest[] = [];
  answer: () => Receipt | Promise<Receipt> = () => ({ rejected: 0, message: null });

  async take(request: ExportRequest): Promise<Receipt> {
    this.requests.push(request);
    return this.answer();
  }
}
