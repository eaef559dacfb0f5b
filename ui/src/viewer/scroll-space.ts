import { rowHeight } from "./draw-bars.ts";

/** Browsers lay out nothing taller than some 17 million pixels; more lines than fit are scrolled in larger steps. */
const tallest = 12_000_000;

/** Height of what is scrolled through. */
export function spaceOf(count: number): number {
  return Math.min(tallest, count * rowHeight);
}

export interface Seen {
  /** The lines to draw, the last one not included: some more than fit. */
  readonly first: number;
  readonly last: number;
  /** A line stands at its number times its height, plus this. */
  readonly shift: number;
}

interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly count: number;
}

/** In steps, so that scrolling by a little draws nothing anew. */
const step = 8;
const more = 16;

export function seenRows({ top, height, count }: Scrolled): Seen {
  const offset = offsetOf({ top, height, count });
  const first = Math.max(0, Math.floor(offset / rowHeight / step) * step - step);
  const last = Math.min(count, first + Math.ceil(height / rowHeight) + step + more);
  return { first, last, shift: top - offset };
}

/** Pixels above, if lines stood as tall as they are. */
function offsetOf({ top, height, count }: Scrolled): number {
  const [whole, space] = [count * rowHeight, spaceOf(count)];
  return whole <= space ? top : (top * (whole - height)) / Math.max(1, space - height);
}

/** Where to scroll so that a line is seen: as little as it takes when it is near, else to the middle. */
export function scrollTo(index: number, { top, height, count }: Scrolled): number {
  const offset = offsetOf({ top, height, count });
  const [upper, lower] = [index * rowHeight, (index + 1) * rowHeight];
  if (upper >= offset && lower <= offset + height) return top;
  const isNear = upper >= offset - 3 * rowHeight && lower <= offset + height + 3 * rowHeight;
  const wanted = !isNear ? upper - (height - rowHeight) / 2 : upper < offset ? upper : lower - height;
  const [whole, space] = [count * rowHeight, spaceOf(count)];
  const scale = whole <= space ? 1 : (space - height) / Math.max(1, whole - height);
  return Math.max(0, Math.min(space - height, wanted * scale));
}
