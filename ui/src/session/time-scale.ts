/** Nanoseconds. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch of time and the pixels it takes; one in which nothing ran for long takes few. */
export interface ScalePart extends Stretch {
  readonly left: number;
  readonly right: number;
  readonly isIdle: boolean;
}

export interface TimeScale {
  readonly parts: readonly ScalePart[];
  readonly width: number;
  xAt(time: number): number;
  timeAt(x: number): number;
}

/** So wide is a stretch in which nothing ran, in pixels. */
const idleWidth = 40;
/** Shorter ones are left as they are: so much of all the work. */
const idleShare = 0.12;

/** Time as pixels, where what ran gets the room: a pause of hours does not push an hour's work together. */
export function timeScale(work: readonly Stretch[], end: number, width: number): TimeScale {
  const busy = joined(work);
  const total = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const least = Math.max(1e9, total * idleShare);
  const stretches = cutAt(busy, Math.max(1, end), least);
  const idle = stretches.filter(({ isIdle }) => isIdle);
  const idleRoom = idle.length === 0 ? 0 : Math.min(idleWidth, (width * 0.4) / idle.length);
  const rest = stretches.reduce((sum, { from, to, isIdle }) => sum + (isIdle ? 0 : to - from), 0);
  const perNano = (width - idleRoom * idle.length) / Math.max(1, rest);
  let left = 0;
  const parts = stretches.map((stretch): ScalePart => {
    const right = left + (stretch.isIdle ? idleRoom : (stretch.to - stretch.from) * perNano);
    const part = { ...stretch, left, right };
    left = right;
    return part;
  });
  return {
    ...{ parts, width },
    xAt: (time) => between(parts, time, ["from", "to"], ["left", "right"]),
    timeAt: (x) => between(parts, x, ["left", "right"], ["from", "to"]),
  };
}

function joined(work: readonly Stretch[]): readonly Stretch[] {
  const found: { from: number; to: number }[] = [];
  for (const { from, to } of work.toSorted((one, other) => one.from - other.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

/** From 0 to the end without a hole. */
function cutAt(busy: readonly Stretch[], end: number, least: number) {
  const stretches: { from: number; to: number; isIdle: boolean }[] = [];
  let at = 0;
  for (const { from, to } of [...busy, { from: end, to: end }]) {
    if (from - at > least) {
      stretches.push({ from: at, to: from, isIdle: true });
      at = from;
    }
    const last = stretches.at(-1);
    if (last && !last.isIdle) last.to = Math.max(last.to, to);
    else if (to > at) stretches.push({ from: at, to, isIdle: false });
    at = Math.max(at, to);
  }
  return stretches.some(({ isIdle }) => !isIdle) ? stretches : [{ from: 0, to: end, isIdle: false }];
}

type Ends = readonly ["from", "to"] | readonly ["left", "right"];

/** By halves: there may be as many parts as pauses. */
function between(parts: readonly ScalePart[], value: number, [a, b]: Ends, [c, d]: Ends): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle] as ScalePart)[b] < value) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  if (!part) return 0;
  const share = part[b] === part[a] ? 0 : (value - part[a]) / (part[b] - part[a]);
  return part[c] + Math.max(0, Math.min(1, share)) * (part[d] - part[c]);
}
