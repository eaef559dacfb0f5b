import { RowBuffer } from "../row-buffer.ts";

/** The rows of the requests that are written together, one buffer for each landing table. */
export class Batch {
  readonly spans = new RowBuffer(1 << 20);
  readonly logs = new RowBuffer(1 << 16);
  readonly points = new RowBuffer(1 << 16);
  readonly rejected = new RowBuffer(1 << 14);
  /** The traces these rows belong to, ids in hex by project: their summaries are to be made anew. */
  readonly touched = new Map<string, Set<string>>();
  /** The traces of whose calls log records tell what was said, and the marks of sessions that they tell of. */
  readonly heard = new Map<string, Set<string>>();
  private lastProject = "";
  private readonly lastTrace = Buffer.alloc(16);

  get size(): number {
    return this.spans.length + this.logs.length + this.points.length + this.rejected.length;
  }

  touch(project: string, traceId: Buffer): void {
    if (project === this.lastProject && this.lastTrace.equals(traceId)) return;
    this.lastProject = project;
    this.lastTrace.set(traceId);
    note(this.touched, project, traceId);
  }

  hear(project: string, traceId: Buffer): void {
    note(this.heard, project, traceId);
  }

  /** Where the buffers stand, to go back to when a request turns out to be no good. */
  mark(): Mark {
    return [this.spans.length, this.logs.length, this.points.length, this.rejected.length];
  }

  rewind([spans, logs, points, rejected]: Mark): void {
    this.spans.rewind(spans);
    this.logs.rewind(logs);
    this.points.rewind(points);
    this.rejected.rewind(rejected);
  }

  clear(): void {
    for (const rows of [this.spans, this.logs, this.points, this.rejected]) rows.clear();
    this.touched.clear();
    this.heard.clear();
    this.lastProject = "";
  }
}

function note(traces: Map<string, Set<string>>, project: string, traceId: Buffer): void {
  const ids = traces.get(project);
  if (ids === undefined) traces.set(project, new Set([traceId.toString("hex")]));
  else ids.add(traceId.toString("hex"));
}

export type Mark = readonly [number, number, number, number];
