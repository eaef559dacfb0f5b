import type { Breath } from "../../breath.ts";
import type { Entry, Reckoned } from "../../model/ledger.ts";
import { RowBuffer } from "../../row-buffer.ts";
import type { Store } from "../store.ts";
import { type Placed, writeEntry } from "./ledger-row.ts";
import { digestSince, endRow } from "./row-digest.ts";
import type { StoredEntry, StoredTrace } from "./stored-rows.ts";
import { writeTrace } from "./trace-row.ts";
import type { TraceShape } from "./trace-shapes.ts";

const minuteNanos = 60_000_000_000n;
const minuteOf = (start: bigint) => Number(start / minuteNanos);

/** So many bytes of rows go to the engine at once. */
const mostBytes = 16 * 1024 * 1024;

/** The rows to be written for the traces of one place: those that say something new, and what marks old places. */
export class Books {
  private readonly store: Store;
  private readonly project: string;
  private readonly entries = new RowBuffer(1 << 21);
  private readonly traces = new RowBuffer(1 << 18);
  private readonly oldEntries: StoredEntry[] = [];
  private readonly oldTraces: StoredTrace[] = [];

  constructor(store: Store, project: string) {
    this.store = store;
    this.project = project;
  }

  /** Takes the entries and the summary of a trace in; `stored` is what the engine holds of it. */
  async take(
    shape: TraceShape,
    reckoned: Reckoned | undefined,
    keys: ReadonlyMap<string, bigint>,
    stored: { readonly traces: readonly StoredTrace[]; readonly entries: readonly StoredEntry[] },
    breath: Breath,
  ): Promise<void> {
    const placed = { project: this.project, trace: shape.id, session: reckoned?.summary.sessionId ?? "" };
    this.takeTrace(shape, reckoned, stored.traces);
    const places = new Map<string, StoredEntry>();
    await breath.each(stored.entries, (entry) => void places.set(`${entry.span} ${entry.minute}`, entry));
    await breath.each(reckoned?.entries ?? [], (entry) => {
      const place = places.size === 0 ? "" : `${entry.spanId} ${minuteOf(entry.start)}`;
      this.takeEntry(placed, entry, keys.get(entry.spanId) ?? 0n, shape.seenAt, places.get(place));
      places.delete(place);
    });
    for (const entry of places.values()) if (!entry.removed) this.oldEntries.push(entry);
  }

  private takeTrace(shape: TraceShape, reckoned: Reckoned | undefined, stored: readonly StoredTrace[]): void {
    const here = stored.find(({ minute }) => minute === minuteOf(shape.start));
    const from = this.traces.length;
    writeTrace(this.traces, this.project, shape, reckoned?.summary);
    const digest = digestSince(this.traces, from);
    if (here?.digest === digest && !here.removed) this.traces.rewind(from);
    else endRow(this.traces, digest, later(shape.seenAt, here));
    for (const place of stored) if (place !== here && !place.removed) this.oldTraces.push(place);
  }

  private takeEntry(placed: Placed, entry: Entry, key: bigint, seenAt: bigint, here: StoredEntry | undefined): void {
    const from = this.entries.length;
    writeEntry(this.entries, placed, entry, key);
    const digest = digestSince(this.entries, from);
    if (here?.digest === digest && !here.removed) this.entries.rewind(from);
    else endRow(this.entries, digest, later(seenAt, here));
  }

  /** Entries come first: a summary in the engine tells that they are there. */
  async write(isLast: boolean): Promise<void> {
    if (this.entries.length > 0 && (isLast || this.entries.length > mostBytes)) {
      await this.store.insert("ledger", this.entries.written());
      this.entries.clear();
    }
    if (!isLast) return;
    await this.markRemoved("ledger", this.oldEntries);
    if (this.traces.length > 0) await this.store.insert("traces", this.traces.written());
    this.traces.clear();
    await this.markRemoved("traces", this.oldTraces);
  }

  /** Marked later than what the place told, and earlier than anything that may yet be told there. */
  private async markRemoved(table: "ledger" | "traces", old: readonly (StoredEntry | StoredTrace)[]): Promise<void> {
    for (let from = 0; from < old.length; from += mostMarked) {
      const some = old.slice(from, from + mostMarked);
      const spans = table === "ledger" ? { spans: some.map((one) => ("span" in one ? one.span : "")) } : {};
      const params = {
        project: this.project,
        traces: some.map(({ trace }) => trace),
        starts: some.map(({ start }) => start),
        received: some.map(({ received }) => BigInt(received)),
        retention: some.map(({ retention }) => BigInt(retention)),
        versions: some.map(({ version }) => version + 1n),
        ...spans,
      };
      await this.store.command({ text: markRemoved[table], params, lane: "ingest" });
    }
  }
}

const mostMarked = 5000;

const later = (seenAt: bigint, here: { readonly version: bigint; readonly removed: boolean } | undefined) =>
  here?.removed && here.version >= seenAt ? here.version + 1n : seenAt;

const removal = (table: string, column: string, value: string, lists: string) => `
  INSERT INTO ${table} (project, trace_id, ${column}start, received, retention, version, removed)
  SELECT {project:String}, toFixedString(unhex(one.1), 16), ${value}one.2,
    fromUnixTimestamp64Milli(toInt64(one.3), 'UTC'), toUInt16(one.4), one.5, 1
  FROM (
    SELECT arrayJoin(arrayZip({traces:Array(String)}, {starts:Array(UInt64)}, {received:Array(UInt64)},
      {retention:Array(UInt64)}, {versions:Array(UInt64)}${lists})) AS one
  )
`;

const markRemoved = {
  traces: removal("traces", "", "", ""),
  ledger: removal("ledger", "span_id, ", "toFixedString(unhex(one.6), 8), ", ", {spans:Array(String)}"),
} as const;
