import { type KeyboardEvent, type PointerEvent, useRef } from "react";

interface SplitterProps {
  readonly label: string;
  /** Of what it makes wider, in pixels. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Whether moving it to the right makes it wider. */
  readonly grows: "right" | "left";
  readonly onChange: (width: number | null) => void;
  readonly className?: string;
}

/** An edge that can be moved with the pointer or the arrow keys; a double click puts it back. */
export function Splitter({ label, value, least, most, grows, onChange, className = "" }: SplitterProps) {
  const held = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const sign = grows === "right" ? 1 : -1;
  const set = (width: number) => onChange(Math.max(least, Math.min(most, width)));
  function press(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, width: value };
  }
  function move({ clientX }: PointerEvent) {
    if (held.current) set(held.current.width + sign * (clientX - held.current.x));
  }
  function keys(event: KeyboardEvent) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    set(value + sign * (event.key === "ArrowRight" ? 16 : -16));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line cannot be moved, and has no value
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={Math.round(value)}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => {
        held.current = null;
      }}
      onKeyDown={keys}
      onDoubleClick={() => onChange(null)}
      className={`absolute inset-y-0 z-2 w-[7px] cursor-col-resize touch-none after:absolute after:inset-y-0 after:left-[3px] after:w-px after:bg-line hover:after:w-[2px] hover:after:bg-accent ${className}`}
    />
  );
}
