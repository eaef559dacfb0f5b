import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { paletteKeys } from "../parts/keys.ts";
import { Palette } from "./palette.tsx";

/** Opens the palette, as its key does from anywhere. */
export function PaletteField({ project }: { project: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  function open() {
    if (dialog.current?.open !== false || document.querySelector("dialog[open]")) return;
    setOpen(true);
    dialog.current.showModal();
  }
  const close = () => dialog.current?.close();
  useCommandK(() => (dialog.current?.open ? close() : open()));
  return (
    <>
      <button
        type="button"
        onClick={open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-[30px] min-w-0 max-w-96 flex-1 items-center gap-2 rounded-box border border-line bg-ground px-2.5 text-quiet hover:text-ink"
      >
        <Search size={14} className="shrink-0" aria-hidden />
        <span className="min-w-0 truncate">Search or jump…</span>
        <kbd className="ml-auto hidden font-sans text-[11px] lg:inline">{paletteKeys}</kbd>
      </button>
      <dialog
        ref={dialog}
        closedby="any"
        aria-label="Go to, do, find"
        // It is told a little later, when it may be open again.
        onClose={() => setOpen(dialog.current?.open ?? false)}
        className="mx-auto mt-2 mb-auto max-h-[min(34rem,calc(100dvh-1rem))] w-[min(40rem,calc(100vw-1rem))] max-w-none flex-col overflow-hidden rounded-box border border-line bg-raised p-0 text-ink shadow-xl open:flex md:mt-[12vh]"
      >
        {isOpen && <Palette project={project} close={close} />}
      </dialog>
    </>
  );
}

function useCommandK(act: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
