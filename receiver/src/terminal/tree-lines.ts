import { formatCost, formatCount, formatDuration, formatExact, plural } from "../format.ts";
import { dollars } from "../model/cost.ts";
import { costSources } from "../model/skeleton.ts";
import { type Skeleton, spanIdAt } from "../skeleton/read-skeleton.ts";
import { costIsKnown, costSourceShift, flag } from "../skeleton/wire.ts";
import type { Entry, Folded } from "./folded-tree.ts";
import { kindMark } from "./marks.ts";
import { drawLine, ink, type Line, type Piece, piecesOf, type Sheet } from "./sheet.ts";
import { type Column, drawTable } from "./table.ts";

/** What is told below a step: what went wrong in it, what was said. */
export type Below = (row: number) => readonly Line[];

const columns: readonly Column[] = [
  { title: "Step", least: 20 },
  { title: "Took", isRight: true },
  { title: "Tokens", isRight: true, spare: 1 },
  { title: "Cost", isRight: true },
  { title: "Span", spare: 2 },
];

/** As many digits as tell one span of a trace from the others, but for bad luck. */
const idDigits = 8;

/** The tree with its columns, what is told of a step right below it, and at the end what was left out. */
export function treeLines(tree: Skeleton, folded: Folded, below: Below, sheet: Sheet): string[] {
  const [titles = "", ...lines] = drawTable(
    columns,
    folded.entries.map((entry) => cellsOf(tree, entry)),
    sheet,
  );
  const drawn = folded.entries.flatMap(({ rows, below: indent }, at) => {
    const told = rows.length === 1 ? below(rows[0] ?? 0) : [];
    return [lines[at] ?? "", ...told.map((line) => drawLine([ink("dim", `${indent}  `), ...piecesOf(line)], sheet))];
  });
  return [titles, ...drawn, ...leftOutLines(tree, folded, below, sheet)];
}

function leftOutLines(tree: Skeleton, folded: Folded, below: Below, sheet: Sheet): string[] {
  const { leftOut, leftOutFailed, firstFailed } = folded;
  const lines: Line[] = [];
  if (leftOut > 0) {
    const failed = leftOutFailed > 0 ? `, ${formatExact(leftOutFailed)} of them failed` : "";
    lines.push(ink("dim", `… ${plural(leftOut, "more step")}${failed}; --limit shows more`));
  }
  for (const row of firstFailed) {
    lines.push(["  ", ...nameOf(tree, row)], ...below(row).map((line) => ["    ", ...piecesOf(line)]));
  }
  if (tree.truncated)
    lines.push(
      ink("dim", `Of ${plural(tree.spanCount, "span")} the first ${formatExact(tree.spans)} by start are looked at`),
    );
  return lines.map((line) => drawLine(line, sheet));
}

function cellsOf(tree: Skeleton, entry: Entry): Line[] {
  const { rows, branch } = entry;
  const [row = 0] = rows;
  const name = rows.length === 1 ? nameOf(tree, row) : foldName(tree, rows);
  const id = rows.length === 1 && tree.ids !== null ? spanIdAt(tree.ids, row).slice(0, idDigits) : " ";
  const amounts = [tookOf(tree, rows), tokensOf(tree, rows), costOf(tree, rows)];
  return [[ink("dim", branch), ...name], ...amounts, ink("dim", id || " ")];
}

/** `● chat gpt-5`, with what the name does not say already. */
function nameOf(tree: Skeleton, row: number): Piece[] {
  const flags = flagsAt(tree, row);
  const shape = shapeAt(tree, row);
  if (flags & flag.missing) return [ink("dim", `┄ ${shape?.name ?? ""}`)];
  const { name = "", kind = "span", agent = "", model = "", tool = "" } = shape ?? {};
  const own = kind === "agent" ? agent : kind === "tool" ? tool : kind === "llm" ? model : "";
  const status = flags & flag.status;
  return [
    ...(status === 1 ? [ink("red", "✕ ")] : []),
    kindMark(kind),
    " ",
    status === 1 ? ink("red", name || kind) : name || kind,
    ...(own === "" || name.includes(own) ? [] : [ink("dim", ` ${own}`)]),
    ...(status === 2 ? [ink("cyan", " running")] : []),
    ...(flags & flag.cut ? [ink("dim", " (its parents form a circle)")] : []),
  ];
}

function foldName(tree: Skeleton, rows: readonly number[]): Piece[] {
  const below = rows.reduce((sum, row) => sum + (tree.size[row] ?? 1) - 1, 0);
  const failed = rows.reduce((sum, row) => sum + failedBelow(tree, row), 0);
  return [
    ...nameOf(tree, rows[0] ?? 0),
    ink("bold", ` ×${formatExact(rows.length)}`),
    ...(below > 0 ? [ink("dim", ` with ${plural(below, "step")} below`)] : []),
    ...(failed > 0 ? [ink("red", `, ${formatExact(failed)} of them failed`)] : []),
  ];
}

function failedBelow({ size, flags }: Skeleton, row: number): number {
  let failed = 0;
  const end = row + (size[row] ?? 1);
  for (let at = row + 1; at < end; at++) if (((flags[at] ?? 0) & flag.status) === 1) failed += 1;
  return failed;
}

/** Of many, from the shortest to the longest. */
function tookOf(tree: Skeleton, rows: readonly number[]): Line {
  const ended = rows.filter((row) => flagsAt(tree, row) & flag.ended).map((row) => tree.duration[row] ?? 0);
  if (ended.length === 0) return "";
  const [least, most] = ended.reduce(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [ended[0] ?? 0, 0],
  );
  const [from, to] = [formatDuration(least), formatDuration(most)];
  return from === to ? to : `${from} – ${to}`;
}

/** Dim where they stand in no sum, as another span tells the same. */
function tokensOf(tree: Skeleton, rows: readonly number[]): Line {
  const own = rows.filter((row) => flagsAt(tree, row) & flag.hasTokens);
  if (own.length === 0) return "";
  const total = own.reduce((sum, row) => sum + (tree.input[row] ?? 0) + (tree.output[row] ?? 0), 0);
  return flagsAt(tree, own[0] ?? 0) & flag.counts ? formatCount(total) : ink("dim", `(${formatCount(total)})`);
}

/** Of those that count; where nobody knows it of some, it is at least that. */
function costOf(tree: Skeleton, rows: readonly number[]): Line {
  const known = rows.filter((row) => flagsAt(tree, row) & flag.counts && costIsKnown(flagsAt(tree, row)));
  const isPart = rows.some((row) => isUnknown(tree, row));
  if (known.length === 0) return isPart ? ink("dim", "unknown") : "";
  const total = dollars(known.reduce((sum, row) => sum + (tree.cost[row] ?? 0n), 0n));
  const source = known.some((row) => sourceAt(tree, row) === "estimated") ? "estimated" : "computed";
  return `${isPart ? "≥" : ""}${formatCost({ total, source })}`;
}

/** A call that used something or must have, and is over. */
function isUnknown(tree: Skeleton, row: number): boolean {
  const flags = flagsAt(tree, row);
  if (!(flags & flag.counts) || sourceAt(tree, row) !== "none" || !(flags & flag.ended)) return false;
  return (flags & flag.hasTokens) !== 0 || shapeAt(tree, row)?.kind === "llm";
}

const sourceAt = (tree: Skeleton, row: number) => costSources[flagsAt(tree, row) >> costSourceShift];
const flagsAt = ({ flags }: Skeleton, row: number): number => flags[row] ?? 0;
const shapeAt = ({ shape, shapes }: Skeleton, row: number) => shapes[shape[row] ?? -1];
