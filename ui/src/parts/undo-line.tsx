import { Undo2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { type Done, tellDone, useDone } from "./undo.ts";

/** Milliseconds that it stays, unless somebody is at it. */
const shownFor = 12_000;

/** What was done last, with the way back. It floats, so that nothing moves for it. */
export function UndoLine() {
  const done = useDone();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!done || isHeld) return undefined;
    const timer = setTimeout(() => tellDone(undefined), shownFor);
    return () => clearTimeout(timer);
  }, [done, isHeld]);
  const hold = { onPointerEnter: () => setHeld(true), onFocus: () => setHeld(true) };
  const release = { onPointerLeave: () => setHeld(false), onBlur: () => setHeld(false) };
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[68px] z-30 flex justify-center px-3 md:bottom-4"
    >
      {done && (
        <div
          {...hold}
          {...release}
          className="pointer-events-auto flex max-w-full items-center gap-1 rounded-box bg-ink py-1 pr-1 pl-3.5 text-ground shadow-lg"
        >
          <span className="mr-1.5 min-w-0 truncate py-1" title={done.words}>
            {done.words}
          </span>
          {done.next && <Act onClick={done.next.act}>{done.next.label}</Act>}
          {done.undo && (
            <Act onClick={() => void takeBack(done)}>
              <Undo2 size={14} aria-hidden /> Undo
            </Act>
          )}
          <button
            type="button"
            aria-label="Hide this line"
            onClick={() => tellDone(undefined)}
            className="shrink-0 rounded-box p-1.5 opacity-80 hover:opacity-100"
          >
            <X size={13} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}

function Act({ onClick, children }: { onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-7 shrink-0 items-center gap-1.5 rounded-box px-2 font-semibold underline decoration-1 underline-offset-3 hover:bg-ground hover:text-ink hover:no-underline"
    >
      {children}
    </button>
  );
}

async function takeBack({ undo, words }: Done): Promise<void> {
  tellDone({ words: "Undoing…" });
  try {
    await undo?.();
    tellDone({ words: `Undone: ${words}` });
  } catch (error) {
    tellDone({ words: `Not undone. ${error instanceof Error ? error.message : ""}`.trim() });
  }
}
