import { formatDuration } from "../../../receiver/src/format.ts";
import { familyOf } from "../../../receiver/src/model/kind-family.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import type { Hits } from "./find.ts";
import { membersOf } from "./groups.ts";
import { endAt, failedRank, hasFlag, type Layout, textAt, worstOf } from "./layout.ts";
import { tookWords } from "./row-words.ts";
import { strokesOf } from "./strokes.ts";
import type { ThemeColors } from "./theme-colors.ts";
import type { TimeWindow } from "./time-window.ts";

/** Height of a line, in pixels. */
export const rowHeight = 22;
const barTop = 6;
const barHeight = 10;
const dimmed = 0.22;
/** What stands for many is paler than one span. */
const ofMany = 0.7;

/** A stretch of the critical path, in nanoseconds from the origin. */
export interface PathPart {
  readonly from: number;
  readonly to: number;
}

export interface BarScene {
  readonly layout: Layout;
  /** The lines that are drawn, and where the first of them stands. */
  readonly items: Int32Array;
  readonly top: number;
  readonly window: TimeWindow;
  readonly now: number;
  readonly ticks: readonly number[];
  readonly hits: Hits | null;
  /** Of the lines on the critical path; null when it is not shown. */
  readonly path: ReadonlyMap<number, readonly PathPart[]> | null;
  readonly colors: ThemeColors;
}

interface Area {
  readonly width: number;
  readonly height: number;
}

/** Draws bars, a line each, and their durations where there is room. */
export function drawBars(context: CanvasRenderingContext2D, scene: BarScene, { width, height }: Area): void {
  const { items, top, window, ticks, colors } = scene;
  context.clearRect(0, 0, width, height);
  const perNano = width / (window.to - window.from);
  context.fillStyle = colors.line ?? "";
  for (const at of ticks) context.fillRect(Math.round((at - window.from) * perNano), 0, 1, height);
  context.font = "11px Inter, system-ui, sans-serif";
  context.textBaseline = "middle";
  for (const [index, item] of items.entries()) {
    const y = top + index * rowHeight;
    context.globalAlpha = isDim(scene, item) ? dimmed : 1;
    if (item < 0) drawGroup(context, scene, { item, y, width, perNano });
    else drawSpan(context, scene, { item, y, width, perNano });
  }
  context.globalAlpha = 1;
}

function isDim({ hits, path, layout }: BarScene, item: number): boolean {
  if (path !== null && !path.has(item)) return true;
  if (hits === null) return false;
  if (item < 0) return hits.inGroups[~item] === 0;
  return hits.rows[item] === 0 && !hasFlag(layout, item, flag.missing);
}

interface Line {
  readonly item: number;
  readonly y: number;
  readonly width: number;
  readonly perNano: number;
}

function drawSpan(context: CanvasRenderingContext2D, scene: BarScene, line: Line): void {
  const { layout, window, now, colors } = scene;
  const { item: row, y, width, perNano } = line;
  const start = layout.start[row] as number;
  const end = endAt(layout, row, now);
  const left = (start - window.from) * perNano;
  const right = (end - window.from) * perNano;
  if (right < 0 || left > width) return;
  const [from, to] = [Math.max(-4, left), Math.min(width + 4, Math.max(right, left + 2))];
  const isMissing = hasFlag(layout, row, flag.missing);
  const worst = worstOf(layout.flags[row] as number);
  const hue = worst === failedRank ? "error" : familyOf(textAt(layout, row, "kind"));
  context.fillStyle = colors[isMissing ? "quiet" : hue] ?? "";
  if (isMissing) {
    context.strokeStyle = colors.quiet ?? "";
    context.setLineDash([3, 3]);
    context.strokeRect(Math.round(from) + 0.5, y + barTop + 0.5, Math.max(1, Math.round(to - from) - 1), barHeight - 1);
    context.setLineDash([]);
  } else bar(context, { from, to, y, isOpen: !hasFlag(layout, row, flag.ended) });
  drawPath(context, scene, line);
  label(context, tookWords(layout, row, now), { from, to, y, width, colors, isMissing });
}

interface Box {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** What still runs has no end: it fades. */
function bar(context: CanvasRenderingContext2D, { from, to, y, isOpen }: Box & { readonly isOpen: boolean }): void {
  context.beginPath();
  context.roundRect(from, y + barTop, to - from, barHeight, isOpen ? [2, 0, 0, 2] : 2);
  context.fill();
  if (!isOpen) return;
  const ends = Math.min(14, (to - from) / 2);
  for (let step = 0; step < ends; step += 3) context.clearRect(to - ends + step, y, 1 + step / 6, rowHeight);
}

function drawGroup(context: CanvasRenderingContext2D, scene: BarScene, line: Line): void {
  const { layout, window, now, colors } = scene;
  const { item, y, width } = line;
  const rows = membersOf(layout.groups, ~item);
  const hue = familyOf(textAt(layout, rows[0] as number, "kind"));
  const strokes = strokesOf(layout, rows, { window, width: Math.floor(width), now });
  const alpha = context.globalAlpha;
  for (let at = 0; at < strokes.count; at += 1) {
    const worst = strokes.worst[at];
    context.globalAlpha = worst === failedRank ? alpha : alpha * ofMany;
    context.fillStyle = colors[worst === failedRank ? "error" : hue] ?? "";
    const [from, to] = [strokes.from[at] as number, strokes.to[at] as number];
    context.fillRect(from, y + barTop, to - from, barHeight);
  }
  context.globalAlpha = alpha;
  drawPath(context, scene, line);
  const last = strokes.count === 0 ? 0 : (strokes.to[strokes.count - 1] as number);
  const first = strokes.from[0] ?? 0;
  if (strokes.count > 0)
    label(context, spreadWords(layout, ~item), { from: first, to: last, y, width, colors, isBroken: true });
}

/** From the shortest to the longest. */
export function spreadWords({ groups }: Pick<Layout, "groups">, group: number): string {
  const [shortest, longest] = [groups.shortest[group] as number, groups.longest[group] as number];
  if (longest < 0) return "";
  const [least, most] = [formatDuration(shortest), formatDuration(longest)];
  return least === most ? `${least} each` : `${least} – ${most}`;
}

/** What the end waited for is underlined. */
function drawPath(context: CanvasRenderingContext2D, { path, colors, window }: BarScene, line: Line): void {
  const { item, y, width, perNano } = line;
  context.fillStyle = colors.accent ?? "";
  for (const part of path?.get(item) ?? []) {
    const from = Math.max(0, (part.from - window.from) * perNano);
    const to = Math.min(width, Math.max(from + 1, (part.to - window.from) * perNano));
    if (to > 0 && from < width) context.fillRect(from, y + barTop + barHeight + 2, to - from, 3);
  }
}

interface LabelAt extends Box {
  readonly width: number;
  readonly colors: ThemeColors;
  readonly isMissing?: boolean;
  /** It has gaps, in which words could not be read. */
  readonly isBroken?: boolean;
}

/** Behind its bar, before it, or in it: where there is room. */
function label(context: CanvasRenderingContext2D, words: string, place: LabelAt): void {
  const { from, to, y, width, colors, isMissing, isBroken } = place;
  if (words === "") return;
  const room = context.measureText(words).width + 6;
  const middle = y + barTop + barHeight / 2 + 0.5;
  context.fillStyle = colors.quiet ?? "";
  if (to + room <= width) context.fillText(words, to + 6, middle);
  else if (from - room >= 0) context.fillText(words, from - room, middle);
  else if (!isBroken && to - Math.max(0, from) > room + 8) {
    context.fillStyle = colors[isMissing ? "quiet" : "ground"] ?? "";
    context.fillText(words, Math.min(to, width) - room - 2, middle);
  }
}
