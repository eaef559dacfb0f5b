import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { type Seen, scrollTo, seenRows } from "./scroll-space.ts";

interface Area extends Seen {
  /** Pixels; no scroll bar in it. */
  readonly width: number;
  readonly height: number;
}

/** Which lines of `count` are on the screen, as it is scrolled and resized. */
export function useSeenRows(scroller: RefObject<HTMLElement | null>, count: number) {
  const [area, setArea] = useState({ top: 0, width: 0, height: 0 });
  const measure = useEffectEvent(() => {
    const element = scroller.current;
    if (!element) return;
    const next = { top: element.scrollTop, width: element.clientWidth, height: element.clientHeight };
    const isSame = next.width === area.width && next.height === area.height;
    const [one, other] = [seenRows({ ...area, count }), seenRows({ ...next, count })];
    if (!isSame || one.first !== other.first || one.shift !== other.shift) setArea(next);
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const changed = () => measure();
    const resized = new ResizeObserver(changed);
    resized.observe(element);
    element.addEventListener("scroll", changed, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", changed);
    };
  }, [scroller]);
  function reveal(index: number): void {
    const element = scroller.current;
    if (!element || index < 0) return;
    element.scrollTop = scrollTo(index, { top: element.scrollTop, height: element.clientHeight, count });
  }
  const seen: Area = { ...seenRows({ ...area, count }), width: area.width, height: area.height };
  return { seen, reveal };
}
