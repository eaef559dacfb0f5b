import { type MouseEvent, type PointerEvent, useRef } from "react";

const longMillis = 500;
/** Pixels: a finger that moves on scrolls. */
const stillWithin = 8;

/** What a finger that rests on something does, instead of pressing it. A mouse has other means. */
export function useLongPress(act: (() => void) | undefined) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const begun = useRef({ x: 0, y: 0 });
  const isDone = useRef(false);
  const stop = () => clearTimeout(timer.current);
  if (!act) return {};
  return {
    onPointerDown({ pointerType, clientX: x, clientY: y }: PointerEvent) {
      isDone.current = false;
      if (pointerType !== "touch") return;
      begun.current = { x, y };
      timer.current = setTimeout(() => {
        isDone.current = true;
        act();
      }, longMillis);
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { x, y } = begun.current;
      if (Math.hypot(clientX - x, clientY - y) > stillWithin) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onContextMenu(event: MouseEvent) {
      if (isDone.current) event.preventDefault();
    },
    /** Before the press is followed: the finger that was lifted pressed nothing. */
    onClickCapture(event: MouseEvent) {
      if (!isDone.current) return;
      isDone.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
