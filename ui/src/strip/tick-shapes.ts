import type { KindFamily } from "../../../receiver/src/model/kind-family.ts";
import type { StripLayout, Tick } from "./strip-layout.ts";

/** Ticks that look alike are drawn as one path. */
export interface TickPath {
  readonly family: KindFamily;
  readonly isFailed: boolean;
  readonly isRunning: boolean;
  readonly path: string;
}

export function tickPaths({ ticks, middle }: StripLayout): readonly TickPath[] {
  const alike = Map.groupBy(ticks, ({ family, failed, isRunning }) => `${family} ${failed === 1} ${isRunning}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ ...first, isFailed: first.failed === 1, path: group.map((tick) => shapeOf(tick, middle)).join("") }];
  });
}

/** Where some of the steps of a tick failed, that part of it. */
export function failedParts({ ticks, middle }: StripLayout): string {
  return ticks
    .filter(({ failed }) => failed > 0 && failed < 1)
    .map(({ x, width, height, failed }) => {
      const part = Math.min(height, Math.max(2, failed * height));
      return `M${said(x)} ${said(middle + height / 2 - part)}h${said(width)}v${said(part)}h${said(-width)}Z`;
    })
    .join("");
}

/** A cross below each tick that failed, so that it is seen without its colour. */
export function failureMarks({ ticks, markTop }: StripLayout): string {
  return ticks
    .filter(({ failed }) => failed > 0)
    .map(({ x, width }) => {
      const size = Math.min(3.4, width + 0.6);
      const left = Math.max(0.5, x + width / 2 - size / 2);
      return `M${said(left)} ${said(markTop)}l${said(size)} ${said(size)}m0 ${said(-size)}l${said(-size)} ${said(size)}`;
    })
    .join("");
}

/** The shape of the kind, drawn out to the height: a circle becomes a pill, a diamond a needle. */
function shapeOf({ x, width, height, family }: Tick, middle: number): string {
  const [right, top, bottom, half] = [x + width, middle - height / 2, middle + height / 2, width / 2];
  const points = (...all: readonly (readonly [number, number])[]) =>
    `M${all.map(([px, py]) => `${said(px)} ${said(py)}`).join("L")}Z`;
  switch (family) {
    case "llm":
      return pill(x, top, width, height);
    case "agent":
      return points(
        [x + half, top],
        [right, top + half],
        [right, bottom - half],
        [x + half, bottom],
        [x, bottom - half],
        [x, top + half],
      );
    case "retrieval":
      return points(
        [x + half, top],
        [right, Math.min(bottom, top + width * 1.2)],
        [right, bottom],
        [x, bottom],
        [x, Math.min(bottom, top + width * 1.2)],
      );
    case "guardrail":
      return points(
        [x + half / 2, top],
        [right - half / 2, top],
        [right, top + half],
        [right, bottom - half],
        [right - half / 2, bottom],
        [x + half / 2, bottom],
        [x, bottom - half],
        [x, top + half],
      );
    case "event":
      return pill(x + width / 4, middle - width / 4, half, half);
    case "operation":
      return points(
        [x, middle - height / 4],
        [right, middle - height / 4],
        [right, middle + height / 4],
        [x, middle + height / 4],
      );
    default:
      return points([x, top], [right, top], [right, bottom], [x, bottom]);
  }
}

function pill(x: number, top: number, width: number, height: number): string {
  const r = Math.min(width, height) / 2;
  const arc = (dx: number) => `a${said(r)} ${said(r)} 0 0 1 ${said(dx)} 0`;
  return `M${said(x)} ${said(top + r)}${arc(width)}v${said(height - 2 * r)}${arc(-width)}Z`;
}

const said = (value: number) => String(Math.round(value * 100) / 100);
