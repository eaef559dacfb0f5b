import type { Range } from "./filters.ts";
import { decodeCursor, encodeCursor, hexId, nanos, type PageQuery, pageOf } from "./page.ts";
import type { Parameters } from "./parameters.ts";

export interface TimePage<Row> {
  readonly order: "asc" | "desc";
  readonly range: Range;
  /** Conditions that leave out what was on the pages before. */
  readonly behind: (add: Parameters) => string[];
  /** Cuts the page out of one row more than it may hold. */
  readonly cut: (rows: readonly Row[]) => { readonly items: readonly Row[]; readonly nextCursor: string | null };
}

export interface Places<Row> {
  /** The column that tells apart what happened at one time. */
  readonly column: "id" | "series";
  readonly placeOf: (row: Row) => readonly [time: string, id: string];
}

/** A page of a table that is read by time, newest first unless asked otherwise. */
export function timePage<Row>(page: PageQuery, asked: Range, { column, placeOf }: Places<Row>): TimePage<Row> {
  const { order = "desc", limit } = page;
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, "time", order, [nanos, hexId(16)]);
  const range = cursor?.range ?? asked;
  return {
    order,
    range,
    behind: (add) => {
      if (cursor === undefined) return [];
      const [time = "", id = ""] = cursor.place;
      const beyond = order === "desc" ? "<" : ">";
      const from = add.nanos(BigInt(time));
      return [`time ${beyond}= ${from}`, `(time ${beyond} ${from} OR ${column} ${beyond} ${add.id(id)})`];
    },
    cut: (rows) => {
      const cursorAfter = (row: Row) => encodeCursor({ sort: "time", order, range, place: placeOf(row) });
      return pageOf(rows, limit, (row) => row, cursorAfter);
    },
  };
}
