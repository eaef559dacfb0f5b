import { endAt, type Layout, worstOf } from "./layout.ts";
import type { TimeWindow } from "./time-window.ts";

/** What is drawn for spans of one line: stretches of pixels, apart and in order, each with the worst status in it. */
export interface Strokes {
  readonly count: number;
  /** Pixels, the last one not included. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly worst: Uint8Array;
}

interface Canvas {
  readonly window: TimeWindow;
  /** Pixels. */
  readonly width: number;
  readonly now: number;
}

type Columns = Pick<Layout, "start" | "duration" | "flags">;
const ranks = 3;
/** So wide, a span ends a pixel early, to be told from the one that follows at once. */
const widthWithGap = 4;

/** However many spans there are, no more strokes than pixels. Linear in both. */
export function strokesOf(columns: Columns, rows: Uint32Array, { window, width, now }: Canvas): Strokes {
  const span = window.to - window.from;
  if (span <= 0 || width <= 0) return none;
  const changes = new Int32Array(ranks * (width + 1));
  const perNano = width / span;
  for (const row of rows) {
    const from = ((columns.start[row] as number) - window.from) * perNano;
    const to = (endAt(columns, row, now) - window.from) * perNano;
    if (to < 0 || from >= width) continue;
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(width, Math.max(first + 1, Math.round(to)));
    const end = last - first >= widthWithGap && last < width ? last - 1 : last;
    const base = worstOf(columns.flags[row] as number) * (width + 1);
    changes[base + first] = (changes[base + first] as number) + 1;
    changes[base + end] = (changes[base + end] as number) - 1;
  }
  return runsOf(changes, width);
}

const none: Strokes = { count: 0, from: new Uint32Array(0), to: new Uint32Array(0), worst: new Uint8Array(0) };

function runsOf(changes: Int32Array, width: number): Strokes {
  const [from, to, worst] = [new Uint32Array(width), new Uint32Array(width), new Uint8Array(width)];
  const open = new Int32Array(ranks);
  let [count, before] = [0, -1];
  for (let pixel = 0; pixel < width; pixel += 1) {
    let here = -1;
    for (let rank = 0; rank < ranks; rank += 1) {
      open[rank] = (open[rank] as number) + (changes[rank * (width + 1) + pixel] as number);
      if ((open[rank] as number) > 0) here = rank;
    }
    if (here >= 0 && here !== before) {
      from[count] = pixel;
      worst[count] = here;
      count += 1;
    }
    if (here >= 0) to[count - 1] = pixel + 1;
    before = here;
  }
  return { count, from: from.slice(0, count), to: to.slice(0, count), worst: worst.slice(0, count) };
}
