import type { Answer } from "../client/routes.ts";
import { formatCount, formatDuration, formatMoney, plural } from "../format.ts";
import { kindMark } from "./marks.ts";
import { drawLine, type Ink, ink, type Line, type Piece, piecesOf, type Sheet } from "./sheet.ts";
import { drawTable } from "./table.ts";

export type Comparison = Answer<"compare">;
type TracePair = Comparison["traces"][number];
type StepPair = TracePair["steps"][number];
type Change = StepPair["changes"][number];
type Side = NonNullable<Comparison["left"]["trace"] | Comparison["left"]["session"]>;

const marks: Readonly<Record<string, Ink>> = {
  same: ink("dim", "="),
  changed: ink("yellow", "~"),
  added: ink("green", "+"),
  removed: ink("red", "−"),
  unknown: ink("dim", "?"),
};

/** The totals side by side, then each pair of traces with the steps that differ, or with all. */
export function comparisonLines(told: Comparison, withSame: boolean, sheet: Sheet): string[] {
  const [left, right] = [told.left.session ?? told.left.trace, told.right.session ?? told.right.trace];
  const cut = Object.entries(told.cut).filter(([, isCut]) => isCut);
  return [
    ...(left && right ? totalsTable(left, right, told.difference, sheet) : []),
    ...told.traces.flatMap((pair) => ["", ...pairLines(pair, withSame, sheet)]),
    ...cut.map(([what]) => drawLine(ink("dim", `There are more ${what} than are compared or told.`), sheet)),
  ];
}

function totalsTable(left: Side, right: Side, difference: Comparison["difference"], sheet: Sheet): string[] {
  const nanos = (told: string | null) => (told === null ? "" : formatDuration(Number(told)));
  const count = (told: number | undefined) => (told === undefined ? "" : formatCount(told));
  const money = (told: string | undefined) => (told === undefined ? "" : formatMoney(told));
  const { tokens } = difference;
  const rows: readonly Line[][] = [
    ["Name", left.name, right.name, " "],
    ["Status", left.status, right.status, " "],
    ["Took", nanos(left.durationNanos), nanos(right.durationNanos), signed(difference.durationNanos, nanosSigned)],
    ["Cost", money(left.cost?.total), money(right.cost?.total), signed(difference.cost, moneySigned)],
    ["Input", count(left.tokens?.input), count(right.tokens?.input), signed(tokens?.input, countSigned)],
    ["Output", count(left.tokens?.output), count(right.tokens?.output), signed(tokens?.output, countSigned)],
    ["Steps", count(left.spanCount), count(right.spanCount), signed(difference.spanCount, countSigned)],
    ["Failed", count(left.errorCount), count(right.errorCount), signed(difference.errorCount, countSigned)],
    ["Model calls", count(left.llmCalls), count(right.llmCalls), signed(difference.llmCalls, countSigned)],
    ["Tool calls", count(left.toolCalls), count(right.toolCalls), signed(difference.toolCalls, countSigned)],
  ];
  const right3 = ["Left", "Right", "Difference"].map((title) => ({ title, isRight: true, least: 10 }));
  return drawTable([{ title: "" }, ...right3], rows, sheet);
}

function pairLines({ status, left, right, counts, steps }: TracePair, withSame: boolean, sheet: Sheet): string[] {
  const name = left?.name ?? right?.name ?? "";
  const ids = [left?.traceId, right?.traceId].map((id) => id ?? "–").join(" → ");
  const said = `${counts.changed} changed, ${counts.added} added, ${counts.removed} removed, ${counts.same} the same`;
  const head: Line = [marks[status] ?? " ", " ", ink("bold", name), " ", ink("dim", ids)];
  const lines = [drawLine(head, sheet), ...(steps.length === 0 ? [] : [drawLine(ink("dim", `  ${said}`), sheet)])];
  return [...lines, ...stepLines(steps, withSame, sheet)];
}

const columns = [
  { title: "Step", least: 20 },
  { title: "Took", isRight: true },
  { title: "Tokens", isRight: true, spare: 1 },
  { title: "Cost", isRight: true },
] as const;

/** In the order of the trees; what is the same is counted, unless it is asked for. */
function stepLines(steps: readonly StepPair[], withSame: boolean, sheet: Sheet): string[] {
  const depths = depthsOf(steps);
  const runs: { readonly cells: readonly Line[]; readonly below: readonly Line[] }[] = [];
  let same = 0;
  const flush = () => {
    if (same > 0) runs.push({ cells: [ink("dim", `  = ${plural(same, "step")} the same`), " ", " ", " "], below: [] });
    same = 0;
  };
  for (const [at, pair] of steps.entries()) {
    if (pair.status === "same" && !withSame) {
      same += 1;
      continue;
    }
    flush();
    const indent = "  ".repeat(Math.min(depths[at] ?? 0, 12) + 1);
    runs.push({
      cells: stepCells(pair, indent),
      below: changeLines(pair).map((line) => [`${indent}    `, ...piecesOf(line)]),
    });
  }
  flush();
  if (runs.length === 0) return [];
  const [titles = "", ...lines] = drawTable(
    columns,
    runs.map(({ cells }) => cells),
    sheet,
  );
  return [titles, ...runs.flatMap(({ below }, at) => [lines[at] ?? "", ...below.map((line) => drawLine(line, sheet))])];
}

/** Of each pair, by the parents of the side that tells it. */
function depthsOf(steps: readonly StepPair[]): readonly number[] {
  const depths = new Map<string, number>();
  return steps.map(({ left, right }) => {
    const above = [left && `l${left.parentSpanId}`, right && `r${right.parentSpanId}`].map(
      (id) => depths.get(id ?? "") ?? -1,
    );
    const depth = Math.max(...above) + 1;
    if (left) depths.set(`l${left.spanId}`, depth);
    if (right) depths.set(`r${right.spanId}`, depth);
    return depth;
  });
}

function stepCells({ status, left, right, difference }: StepPair, indent: string): Line[] {
  const step = right ?? left;
  const name: Piece[] = [indent, marks[status] ?? " ", " ", ...(step ? [kindMark(step.kind), " ", step.name] : [])];
  if (left && right) {
    return [
      name,
      signed(difference?.durationNanos, nanosSigned),
      signed(difference?.tokens?.total, countSigned),
      signed(difference?.cost, moneySigned),
    ];
  }
  const { durationNanos = null, tokens = null, cost = null } = step ?? {};
  return [
    name,
    durationNanos === null ? "" : formatDuration(Number(durationNanos)),
    tokens === null ? "" : formatCount(tokens.total),
    cost === null ? "" : formatMoney(cost.total),
  ];
}

const mostChanges = 6;

function changeLines({ changes }: StepPair): Line[] {
  const lines = changes.flatMap(changeLine);
  return lines.length <= mostChanges
    ? lines
    : [...lines.slice(0, mostChanges), ink("dim", `… and ${lines.length - mostChanges} more in the JSON`)];
}

const fields: Readonly<Record<string, string>> = {
  agentName: "agent",
  responseModel: "answering model",
  toolName: "tool",
  errorType: "kind of error",
  finishReasons: "finish reasons",
};

function changeLine(change: Change): Line[] {
  const field = fields[change.field] ?? change.field;
  if ("left" in change) return [[ink("dim", `${field}: `), ...fromTo(change.left ?? "–", change.right ?? "–")]];
  if ("edits" in change)
    return change.edits === null ? [asBefore(field)] : [[ink("dim", `${field}: `), ...editPieces(change.edits)]];
  if ("values" in change) {
    if (change.values === null) return [asBefore(field)];
    return change.values.map(({ path, edits }) => [ink("dim", `${field} ${path}: `), ...editPieces(edits)]);
  }
  const told = change.messages.flatMap(({ status, leftRole, rightRole, edits }) =>
    edits === null ? [] : [[ink("dim", `${field}, ${rightRole ?? leftRole} ${status}: `), ...editPieces(edits)]],
  );
  const before = change.messages.length - told.length;
  return before === 0 ? told : [asBefore(`${field}, ${plural(before, "message")}`), ...told];
}

const asBefore = (what: string): Line => ink("dim", `${what}: as told above`);

const fromTo = (left: string, right: string): Piece[] => [ink("red", left), ink("dim", " → "), ink("green", right)];

const context = 24;

/** What went and what came, with a little of what stands around it. */
function editPieces(edits: readonly { readonly edit: string; readonly text: string }[]): Piece[] {
  return edits.flatMap(({ edit, text }, at): Piece[] => {
    if (edit === "removed") return [ink("red", `[−${text}]`)];
    if (edit === "added") return [ink("green", `[+${text}]`)];
    if (text.length <= 2 * context) return [ink("dim", text)];
    const [head, tail] = [text.slice(0, context), text.slice(-context)];
    return [ink("dim", `${at === 0 ? "" : head}…${at === edits.length - 1 ? "" : tail}`)];
  });
}

/** With its sign; what a side does not say has none. */
function signed<Value>(told: Value | null | undefined, words: (value: Value) => string): Line {
  return told === null || told === undefined ? "" : words(told);
}

const countSigned = (value: number) => withSign(value, formatCount(Math.abs(value)));
const nanosSigned = (value: string) => withSign(Number(value), formatDuration(Math.abs(Number(value))));
const moneySigned = (value: string) => withSign(Number(value), formatMoney(value.replace("-", "")));
const withSign = (value: number, words: string) => (value === 0 ? "=" : `${value < 0 ? "−" : "+"}${words}`);
