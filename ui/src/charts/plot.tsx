import "uplot/dist/uPlot.min.css";
import "./plot.css";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from "react";
import uPlot from "uplot";
import { watchScheme } from "./colours.ts";
import { type Drawn, plotData } from "./drawn.ts";
import { plotOptions } from "./plot-options.ts";

interface PlotProps {
  readonly drawn: Drawn;
  /** What it shows, in words. */
  readonly summary: string;
  readonly height: number;
  /** Which interval is pointed at, and how far from the left edge. */
  readonly onPoint: (index: number | null, left: number) => void;
  readonly onPick: (from: number, to: number) => void;
}

/** The one place that knows the library which draws on the canvas: its plot lives as long as what is drawn keeps its form. */
export function Plot({ drawn, summary, height, onPoint, onPick }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const now = useEffectEvent(() => drawn);
  const pointed = useEffectEvent((index: number | null, left: number) => {
    const offset = plot.current ? plot.current.bbox.left / devicePixelRatio : 0;
    onPoint(left < 0 ? null : index, left + offset);
  });
  const picked = useEffectEvent(onPick);
  const form = [drawn.shape, drawn.times.length > 80, ...drawn.series.map(({ key }) => key)].join("\n");

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new form takes a new plot, new numbers do not
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const probe = document.createElement("span");
    element.append(probe);
    const wiring = { probe, drawn: now, pointed, picked };
    const made = new uPlot(
      plotOptions(now(), { width: element.clientWidth, height }, wiring),
      plotData(now()),
      element,
    );
    plot.current = made;
    const resizing = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resizing.observe(element);
    const leaveScheme = watchScheme(() => made.redraw(false));
    return () => {
      resizing.disconnect();
      leaveScheme();
      made.destroy();
      probe.remove();
      plot.current = undefined;
    };
  }, [form, height]);

  useEffect(() => {
    plot.current?.setData(plotData(drawn));
  }, [drawn]);

  function onKeyDown(event: KeyboardEvent) {
    const made = plot.current;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!made || (step === undefined && event.key !== "Escape")) return;
    event.preventDefault();
    if (step === undefined) return made.setCursor({ left: -10, top: -10 });
    const last = drawn.times.length - 1;
    const index = Math.max(0, Math.min(last, (made.cursor.idx ?? (step > 0 ? -1 : last + 1)) + step));
    made.setCursor({ left: made.valToPos(made.data[0][index] ?? 0, "x"), top: 0 });
  }
  return (
    <div
      ref={box}
      role="img"
      aria-label={summary}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys reach it there
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
      style={{ height }}
    />
  );
}
