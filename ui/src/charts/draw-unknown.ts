import type uPlot from "uplot";
import type { Drawn } from "./drawn.ts";
import { sumOf } from "./series.ts";

/** Of the width that an interval has. */
export const barShare = 0.84;
export const widestBar = 44;
const height = 6;

/** A hatched cap on what is known: there is more, and nobody knows how much. */
export function drawUnknown(plot: uPlot, { times, begin, end, series, unknown }: Drawn, colour: string): void {
  if (!unknown) return;
  const { ctx } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = scale;
  times.forEach((time, index) => {
    if (!unknown[index]) return;
    const next = times[index + 1] ?? end;
    const [left, right] = [time, next].map((at) => plot.valToPos(Math.max(begin, at) / 1000, "x", true)) as [
      number,
      number,
    ];
    const width = Math.min((right - left) * barShare, widestBar * scale);
    const foot = plot.valToPos(sumOf(series.map(({ values }) => values[index] ?? 0)), "y", true) - scale;
    if (!Number.isFinite(left + right + foot)) return;
    hatch(ctx, (left + right - width) / 2, foot - height * scale, width, height * scale, 3 * scale);
  });
  ctx.restore();
}

function hatch(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, tall: number, step: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, tall);
  ctx.stroke();
  ctx.clip();
  ctx.beginPath();
  for (let at = x - tall; at < x + width; at += step) {
    ctx.moveTo(at, y + tall);
    ctx.lineTo(at + tall, y);
  }
  ctx.stroke();
  ctx.restore();
}
