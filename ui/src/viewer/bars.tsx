import { useLayoutEffect, useRef } from "react";
import { type BarScene, drawBars } from "./draw-bars.ts";

interface BarsProps extends BarScene {
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** The bars of the lines on the screen. It lies among them and is scrolled with them; what it shows, the rows tell too. */
export function Bars({ left, width, height, ...scene }: BarsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = fitted(canvas.current, width, height);
    if (context) drawBars(context, { ...scene, top: 0 }, { width, height });
  });
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className="pointer-events-none absolute"
      style={{ left, top: scene.top, width, height }}
    />
  );
}

/** Of a canvas that is as large as the screen has pixels there. */
export function fitted(canvas: HTMLCanvasElement | null, width: number, height: number) {
  const context = canvas?.getContext("2d");
  if (!canvas || !context || width < 1 || height < 1) return null;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
