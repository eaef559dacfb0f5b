import { type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";

interface PopoverProps {
  /** What the button opens, for those who do not see it. */
  readonly label: string;
  /** Of the button. */
  readonly look: string;
  readonly title?: string;
  readonly isCurrent?: boolean;
  readonly button: ReactNode;
  readonly children: (close: () => void) => ReactNode;
}

/** A button and what floats beside it while it is open. Escape and a press elsewhere close it: the browser sees to that. */
export function Popover({ label, look, title, isCurrent, button, children }: PopoverProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const floating = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  function place(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState === "open" && opener.current) putBeside(event.currentTarget, opener.current);
    setOpen(event.newState === "open");
  }
  return (
    <>
      <button
        ref={opener}
        type="button"
        popoverTarget={id}
        aria-label={label}
        aria-haspopup="dialog"
        aria-current={isCurrent ? "page" : undefined}
        title={title}
        className={look}
      >
        {button}
      </button>
      <div
        ref={floating}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
        onToggle={place}
        className="fixed inset-auto m-0 max-h-[80vh] overflow-y-auto rounded-box border border-line bg-raised text-ink shadow-lg"
      >
        {isOpen && children(() => floating.current?.hidePopover())}
      </div>
    </>
  );
}

const gap = 6;

/** Below the button, or above where there is more room; never beyond the window. */
function putBeside(floating: HTMLElement, opener: HTMLElement): void {
  const { top, bottom, left } = opener.getBoundingClientRect();
  const { offsetWidth, style } = floating;
  const { clientWidth, clientHeight } = document.documentElement;
  style.left = `${Math.max(gap, Math.min(left, clientWidth - offsetWidth - gap))}px`;
  const isBelow = clientHeight - bottom >= top;
  style.top = isBelow ? `${bottom + gap}px` : "auto";
  style.bottom = isBelow ? "auto" : `${clientHeight - top + gap}px`;
}
