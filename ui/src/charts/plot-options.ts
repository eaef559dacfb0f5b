import uPlot from "uplot";
import { colourIn } from "./colours.ts";
import { barShare, drawUnknown, widestBar } from "./draw-unknown.ts";
import type { Drawn } from "./drawn.ts";
import type { Hue } from "./series.ts";
import { markWords } from "./time-words.ts";

export interface Wiring {
  readonly probe: HTMLElement;
  /** What is drawn now; it changes while the plot lives. */
  readonly drawn: () => Drawn;
  readonly pointed: (index: number | null, left: number) => void;
  readonly picked: (from: number, to: number) => void;
}

const font = '11px "Inter", system-ui, sans-serif';

export function plotOptions(drawn: Drawn, size: { width: number; height: number }, wiring: Wiring): uPlot.Options {
  const colour = (hue: Hue) => () => colourIn(wiring.probe, hue);
  const axis = { font, stroke: colour("--color-quiet"), ticks: { show: false } } as const;
  return {
    ...size,
    padding: [12, 18, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: drawn.shape === "lines" },
      drag: { x: true, y: false, setScale: false },
    },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    scales: {
      x: { time: true, range: () => [wiring.drawn().begin / 1000, wiring.drawn().end / 1000] },
      y: { range: (_, __, high) => [0, high > 0 ? high * 1.04 : 1] },
    },
    axes: [
      {
        ...axis,
        space: 64,
        size: 26,
        grid: { show: false },
        values: (_, splits, __, ___, step) => splits.map((at) => markWords(at * 1000, step * 1000)),
      },
      {
        ...axis,
        space: 36,
        size: 58,
        grid: { stroke: colour("--color-line"), width: 1 },
        values: (_, splits) => splits.map((value) => drawn.unit.short(value)),
      },
    ],
    series: [{}, ...drawn.series.map(({ label, hue }) => ({ label, ...look(drawn, colour(hue), colour) }))],
    hooks: {
      draw: [(plot) => drawUnknown(plot, wiring.drawn(), colourIn(wiring.probe, "--color-quiet"))],
      setCursor: [({ cursor }) => wiring.pointed(cursor.idx ?? null, cursor.left ?? -1)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width > 4) wiring.picked(plot.posToVal(left, "x") * 1000, plot.posToVal(left + width, "x") * 1000);
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

function look(drawn: Drawn, own: () => string, colour: (hue: Hue) => () => string): Partial<uPlot.Series> {
  if (drawn.shape === "lines") {
    return { stroke: own, width: 1.75, points: { show: true, size: drawn.times.length <= 80 ? 5 : 3.5, fill: own } };
  }
  const { bars } = uPlot.paths;
  return {
    fill: own,
    // A hair of the ground between what is stacked.
    stroke: colour("--color-raised"),
    width: drawn.times.length > 60 ? 0 : 1,
    points: { show: false },
    ...(bars && { paths: bars({ size: [barShare, widestBar], align: 0 }) }),
  };
}
