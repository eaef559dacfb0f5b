import { styleText } from "node:util";
import { inert } from "../inert.ts";
import { cut, isPlain, widthOf } from "./width.ts";

/** What is drawn on. */
export interface Sheet {
  /** Of the terminal. Null where there is none: then nothing is cut, and tabs stand between cells. */
  readonly width: number | null;
  readonly isColoured: boolean;
  /** Milliseconds since 1970: what is told as ago is told from here. */
  readonly now: number;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "blue" | "magenta" | "cyan";
export interface Ink {
  readonly style: Style;
  readonly text: string;
}
export type Piece = string | Ink;
/** What stands on one line, from whomever: all of it is made inert as it is drawn. */
export type Line = Piece | readonly Piece[];

export const ink = (style: Style, text: string): Ink => ({ style, text });

export const piecesOf = (line: Line): readonly Piece[] => (Array.isArray(line) ? line : [line as Piece]);
export const textOf = (line: Line): string => piecesOf(line).map(textIn).join("");
const textIn = (piece: Piece) => (typeof piece === "string" ? piece : piece.text);

/** The line as it is printed, no wider than the sheet. */
export function drawLine(line: Line, sheet: Sheet): string {
  return measured(line, sheet, sheet.width).text;
}

export const drawLines = (lines: readonly Line[], sheet: Sheet): string[] => lines.map((line) => drawLine(line, sheet));

export interface Measured {
  readonly text: string;
  readonly width: number;
}

/** With no more cells than `most`, and how many it takes. */
export function measured(line: Line, { isColoured }: Sheet, most: number | null): Measured {
  let [text, width] = ["", 0];
  for (const piece of piecesOf(line)) {
    const whole = onOneLine(textIn(piece));
    const shown = most === null ? whole : cut(whole, most - width);
    text += isColoured && typeof piece !== "string" ? painted(piece.style, shown) : shown;
    width += widthOf(shown);
    if (shown !== whole) break;
  }
  return { text, width };
}

/** What a text says on one line. */
export const onOneLine = (text: string): string =>
  isPlain(text) ? text : inert(text.replace(/[\t\n\v\f\r\u2028\u2029]+ */g, " "));

const painted = (style: Style, text: string) => (text === "" ? "" : styleText(style, text, { validateStream: false }));

/** Pieces between which something else stands; what says nothing is left out. */
export function joined(pieces: readonly (Line | null)[], between = " · "): Line {
  const said = pieces.filter((piece) => piece !== null && textOf(piece) !== "") as Line[];
  return said.flatMap((piece, at) => (at === 0 ? piecesOf(piece) : [ink("dim", between), ...piecesOf(piece)]));
}

/** The same on as many lines as it takes, so that none is cut where it can be helped. */
export function joinedLines(pieces: readonly (Line | null)[], indent: string, { width }: Sheet): Line[] {
  const lines: Line[][] = [];
  let room = 0;
  for (const piece of pieces) {
    if (piece === null || textOf(piece) === "") continue;
    const own = widthOf(onOneLine(textOf(piece))) + 3;
    const last = lines.at(-1);
    if (last === undefined || (width !== null && own > room)) {
      lines.push([piece]);
      room = (width ?? 0) - indent.length - own + 3;
    } else {
      last.push(piece);
      room -= own;
    }
  }
  return lines.map((line) => [indent, ...piecesOf(joined(line))]);
}
