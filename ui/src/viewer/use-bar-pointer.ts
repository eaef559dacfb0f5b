import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

interface BarPointer {
  /** Where bars begin, in pixels from the left of the element. */
  readonly from: number;
  /** Around a point at a share of the bars' width. */
  zoom(factor: number, share: number): void;
  /** By a share of the bars' width. */
  pan(share: number): void;
}

interface Touch {
  readonly x: number;
  readonly y: number;
}

/** A pointer that moved further than this was dragged, and does not click. */
const dragged = 4;

/** Drag pans; wheel with Ctrl or ⌘, and two fingers, zoom where they are; a wheel that turns sideways pans. */
export function useBarPointer(element: RefObject<HTMLElement | null>, pointer: BarPointer) {
  const touches = useRef(new Map<number, Touch>());
  const wasDragged = useRef(false);

  function areaOf(target: HTMLElement) {
    const box = target.getBoundingClientRect();
    const width = Math.max(1, target.clientWidth - pointer.from);
    return { left: box.left + pointer.from, width, shareOf: (x: number) => (x - box.left - pointer.from) / width };
  }

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const target = element.current;
    if (!target) return;
    const area = areaOf(target);
    if (event.clientX < area.left) return;
    const isZoom = event.ctrlKey || event.metaKey;
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (isZoom) pointer.zoom(1.002 ** event.deltaY, within(area.shareOf(event.clientX)));
    else if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) pointer.pan(sideways / area.width);
    else return;
    event.preventDefault();
  });

  const onDown = useEffectEvent((event: PointerEvent) => {
    const target = element.current;
    wasDragged.current = false;
    if (!target || event.button !== 0 || event.clientX < areaOf(target).left) return;
    if (event.clientX > target.getBoundingClientRect().left + target.clientWidth) return;
    touches.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });

  const onMove = useEffectEvent((event: PointerEvent) => {
    const target = element.current;
    const before = touches.current.get(event.pointerId);
    if (!target || !before) return;
    const area = areaOf(target);
    const by = { x: event.clientX - before.x, y: event.clientY - before.y };
    if (!wasDragged.current && Math.hypot(by.x, by.y) < dragged) return;
    if (!wasDragged.current) target.setPointerCapture(event.pointerId);
    wasDragged.current = true;
    const other = [...touches.current].find(([id]) => id !== event.pointerId)?.[1];
    touches.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (other) {
      const [was, is] = [Math.abs(before.x - other.x), Math.abs(event.clientX - other.x)];
      pointer.zoom((was + 20) / (is + 20), within(area.shareOf((event.clientX + other.x) / 2)));
      return;
    }
    pointer.pan(-by.x / area.width);
    if (event.pointerType === "mouse") target.scrollTop -= by.y;
  });

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const done = new AbortController();
    const { signal } = done;
    const lift = (event: PointerEvent) => void touches.current.delete(event.pointerId);
    target.addEventListener("wheel", (event) => onWheel(event), { passive: false, signal });
    target.addEventListener("pointerdown", (event) => onDown(event), { signal });
    target.addEventListener("pointermove", (event) => onMove(event), { signal });
    target.addEventListener("pointerup", lift, { signal });
    target.addEventListener("pointercancel", lift, { signal });
    return () => done.abort();
  }, [element]);

  /** Whether what ends now was a drag, and so no click. */
  return () => wasDragged.current;
}

const within = (share: number) => Math.max(0, Math.min(1, share));
