import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";

/** Right of the time, in pixels. */
export const sideRoom = 16;
const mostZoom = 64;

/** What stays where it is while all around it grows: a share of the time, and where on the screen that is. */
interface Anchor {
  readonly share: number;
  readonly x: number;
}

/** Time that is as wide as its room, or so many times wider and scrolled. `names` is what stands left of it, in pixels. */
export function useTimeZoom(names: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [zoom, setZoom] = useState(1);
  const anchor = useRef<Anchor>({ share: 0, x: 0 });
  const width = room === 0 ? 0 : Math.max(120, room - names - sideRoom) * zoom;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const resized = new ResizeObserver(() => setRoom(element.clientWidth));
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  const keepInPlace = useEffectEvent(() => {
    const { share, x } = anchor.current;
    if (scroller.current) scroller.current.scrollLeft = names + share * width - x;
  });
  // Only when it is zoomed: what is scrolled stays so.
  useLayoutEffect(() => {
    if (zoom > 0) keepInPlace();
  }, [zoom]);
  const shareAt = (x: number) => Math.max(0, (scroller.current?.scrollLeft ?? 0) + x - names) / Math.max(1, width);
  /** Around what is pointed at; else around a share of the time, which comes into sight; else around the middle. */
  function zoomBy(factor: number, { x, share }: Partial<Anchor> = {}): void {
    const seen = share === undefined ? undefined : names + share * width - (scroller.current?.scrollLeft ?? 0);
    const isSeen = seen !== undefined && seen > names && seen < room;
    const place = x ?? (isSeen ? seen : names + (room - names) / 2);
    anchor.current = { share: share ?? shareAt(place), x: place };
    setZoom(Math.max(1, Math.min(mostZoom, zoom * factor)));
  }
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const element = scroller.current;
    if (!element || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    zoomBy(1.002 ** -event.deltaY, { x: event.clientX - element.getBoundingClientRect().left });
  });
  useEffect(() => {
    const element = scroller.current;
    const turn = (event: WheelEvent) => onWheel(event);
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, []);
  return { scroller, width, zoom, canGrow: zoom < mostZoom, zoomBy, fit: () => setZoom(1) };
}
