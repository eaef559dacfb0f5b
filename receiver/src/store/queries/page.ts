import { BadRequest } from "../../errors.ts";
import type { Range } from "./filters.ts";

export interface PageQuery {
  readonly sort?: string;
  readonly order?: "asc" | "desc";
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/**
 * Where a page ended: what it was sorted by, the range it looked in, and the last row's place. The next page begins
 * behind that place, so that rows arriving in between move nothing.
 */
export interface Cursor {
  readonly sort: string;
  readonly order: "asc" | "desc";
  readonly range: Range;
  readonly place: readonly string[];
}

export function encodeCursor({ sort, order, range, place }: Cursor): string {
  const told = [sort, order, String(range.from), String(range.to), ...place];
  return Buffer.from(JSON.stringify(told)).toString("base64url");
}

/** Reads a cursor whose place has as many parts as there are patterns. Throws `BadRequest` on any other. */
export function decodeCursor(text: string, sort: string, order: string, patterns: readonly RegExp[]): Cursor {
  const told = parsed(text);
  const [toldSort, toldOrder, from, to, ...place] = told;
  if (from === undefined || to === undefined || !nanos.test(from) || !nanos.test(to)) throw foreign();
  if (place.length !== patterns.length || !patterns.every((pattern, at) => pattern.test(place[at] ?? "")))
    throw foreign();
  if (toldSort !== sort || toldOrder !== order)
    throw new BadRequest("cursor belongs to another sort or order: ask the first page again");
  return { sort, order: order as Cursor["order"], range: { from: BigInt(from), to: BigInt(to) }, place };
}

/** Whole numbers as the engine tells them, at most 64 bits. */
export const wholeNumber = /^-?(?:0|[1-9]\d{0,18})$|^1[0-7]\d{18}$|^18[0-3]\d{17}$/;
export const nanos = /^(?:0|[1-9]\d{0,18}|1[0-7]\d{18}|18[0-3]\d{17}|18446744073709551615)$/;
export const hexId = (bytes: number) => new RegExp(`^[0-9a-f]{${bytes * 2}}$`);
export const anyText = /^[\s\S]*$/;

function parsed(text: string): string[] {
  try {
    const told: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(told) && told.every((one) => typeof one === "string")) return told;
  } catch {
    // not JSON: told below
  }
  throw foreign();
}

const foreign = () => new BadRequest("cursor is not one of ours: send nextCursor of the page before, as it is");

/** Cuts a page out of one row more than it may hold. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  cursorAfter: (row: Row) => string,
): Page<Item> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(toItem), nextCursor: last === undefined ? null : cursorAfter(last) };
}
