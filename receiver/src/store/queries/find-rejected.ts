import type { Signal } from "../../model/signal.ts";
import type { Store } from "../store.ts";
import type { Range } from "./filters.ts";
import { type Cursor, decodeCursor, encodeCursor, hexId, type Page, pageOf, wholeNumber } from "./page.ts";
import { Parameters } from "./parameters.ts";
import { arrivedWithin } from "./read-ingest-health.ts";

export interface RejectedItem {
  readonly id: string;
  readonly signal: Signal;
  readonly code: string;
  readonly reason: string;
  /** Who sent it. */
  readonly source: string;
  readonly service: string | null;
  /** When it came in. */
  readonly time: string;
  /** Bytes it had. */
  readonly size: number;
  /** The beginning of its bytes, in base64. */
  readonly copy: string;
}

/** What was refused in the range, newest first. */
export async function findRejected(
  store: Store,
  project: string,
  asked: Range,
  page: { readonly limit: number; readonly cursor?: string },
): Promise<Page<RejectedItem>> {
  const cursor =
    page.cursor === undefined ? undefined : decodeCursor(page.cursor, "received", "desc", [wholeNumber, hexId(16)]);
  const range = cursor?.range ?? asked;
  const add = new Parameters();
  const text = `
    SELECT lower(hex(id)) AS item, toString(signal) AS signal_name, code, reason, source, service, size,
      toString(toUnixTimestamp64Milli(received)) AS came, base64Encode(copy) AS bytes
    FROM rejected FINAL
    WHERE ${arrivedWithin(project, range, add)} ${cursor === undefined ? "" : behind(cursor, add)}
    ORDER BY received DESC, id DESC
    LIMIT ${add.add("UInt32", page.limit + 1)}`;
  const rows = await store.query<RejectedRow>({ text, params: add.values });
  return pageOf(rows, page.limit, toItem, (row) =>
    encodeCursor({ sort: "received", order: "desc", range, place: [row.came, row.item] }),
  );
}

interface RejectedRow {
  readonly item: string;
  readonly signal_name: Signal;
  readonly code: string;
  readonly reason: string;
  readonly source: string;
  readonly service: string;
  readonly size: string;
  readonly came: string;
  readonly bytes: string;
}

function behind({ place: [came = "0", id = ""] }: Cursor, add: Parameters): string {
  const at = add.millis(BigInt(came) * 1_000_000n);
  return `AND received <= ${at} AND (received < ${at} OR id < ${add.id(id)})`;
}

const toItem = (row: RejectedRow): RejectedItem => ({
  id: row.item,
  signal: row.signal_name,
  code: row.code,
  reason: row.reason,
  source: row.source,
  service: row.service || null,
  time: String(BigInt(row.came) * 1_000_000n),
  size: Number(row.size),
  copy: row.bytes,
});
