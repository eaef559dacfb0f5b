import { ink, type Line, type Measured, measured, type Sheet, textOf } from "./sheet.ts";
import { widthOf } from "./width.ts";

export interface Column {
  readonly title: string;
  readonly isRight?: boolean;
  /** It may be cut, to so many cells at least. */
  readonly least?: number;
  /** It may be left out where there is no room, the highest first. */
  readonly spare?: number;
}

interface Placed {
  readonly column: Column;
  readonly cells: readonly Line[];
  readonly width: number;
}

const gap = 2;

/**
 * The titles and then one line for each row. In a terminal they fit its width, and columns in which nothing is said are
 * left out; elsewhere all is there, in aligned cells with a tab behind each.
 */
export function drawTable(columns: readonly Column[], rows: readonly (readonly Line[])[], sheet: Sheet): string[] {
  const all = columns.map((column, at) =>
    placed(
      column,
      rows.map((row) => row[at] ?? ""),
      sheet,
    ),
  );
  const shown = sheet.width === null ? all : fitted(all.filter(saysSomething), sheet.width);
  const titles = shown.map(({ column, width }) => cell(ink("dim", column.title), column, width, sheet));
  const lines = rows.map((_, row) =>
    shown.map(({ column, cells, width }) => cell(orNothing(cells[row] ?? ""), column, width, sheet)),
  );
  return [titles, ...lines].map((line) => withoutEnd(line, sheet));
}

function placed(column: Column, cells: readonly Line[], sheet: Sheet): Placed {
  const widths = cells.map((line) => measured(orNothing(line), sheet, null).width);
  return { column, cells, width: widths.reduce((most, width) => Math.max(most, width), widthOf(column.title)) };
}

const saysSomething = ({ column, cells }: Placed) => column.title === "" || cells.some((cell) => textOf(cell) !== "");

const orNothing = (line: Line): Line => (textOf(line) === "" ? ink("dim", "–") : line);

/** What may be cut is cut, the widest first; then columns are left out until the rest has room. */
function fitted(all: readonly Placed[], room: number): readonly Placed[] {
  const narrowed = narrow(all, room);
  const spare = all.reduce((most, { column }) => Math.max(most, column.spare ?? 0), 0);
  if (spare === 0 || widthOfAll(narrowed) <= room) return narrowed;
  return fitted(
    all.filter(({ column }) => column.spare !== spare),
    room,
  );
}

const widthOfAll = (all: readonly Placed[]) => all.reduce((sum, { width }) => sum + width + gap, -gap);

function narrow(all: readonly Placed[], room: number): readonly Placed[] {
  const cutTo = (most: number) =>
    all.map((one) => ({ ...one, width: Math.min(one.width, Math.max(one.column.least ?? one.width, most)) }));
  let most = Math.min(room, Math.max(0, ...all.map(({ width }) => width)));
  while (most > 1 && widthOfAll(cutTo(most)) > room) most -= 1;
  return cutTo(most);
}

function cell(line: Line, { isRight = false }: Column, width: number, sheet: Sheet): Measured {
  const drawn = measured(line, sheet, sheet.width === null ? null : width);
  const room = " ".repeat(Math.max(0, width - drawn.width));
  return { text: isRight ? room + drawn.text : drawn.text + room, width };
}

/** No room behind the last cell, and where all columns are at their least, no more than the terminal has. */
function withoutEnd(cells: readonly Measured[], { width }: Sheet): string {
  let [text, used] = ["", 0];
  for (const [at, one] of cells.entries()) {
    if (width !== null && used + one.width > width) break;
    text += at === 0 ? one.text : (width === null ? "\t" : " ".repeat(gap)) + one.text;
    used += one.width + gap;
  }
  return text.trimEnd();
}
