import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useKeptWidth } from "./kept-width.ts";
import { Splitter } from "./splitter.tsx";
import { useIsRoomy } from "./wide.ts";

interface SidePanelProps {
  readonly name: string;
  /** What it shows one of: by it its width is kept. */
  readonly of: string;
  readonly widths: { readonly least: number; readonly usual: number; readonly most: number };
  readonly marks: ReactNode;
  readonly actions?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One thing whole: beside what it was chosen from, or on a phone a sheet over it. */
export function SidePanel({ name, of, widths, marks, actions, onClose, children }: SidePanelProps) {
  const isRoomy = useIsRoomy();
  const [chosen, setChosen] = useKeptWidth(of);
  const { least, usual, most } = widths;
  const width = chosen ?? usual;
  return (
    <aside
      aria-label={name}
      className="fixed inset-x-0 bottom-0 z-10 flex h-[72%] flex-col border-line border-t bg-raised shadow-xl md:relative md:z-auto md:h-auto md:max-w-[60%] md:shrink-0 md:border-t-0 md:shadow-none"
      style={isRoomy ? { width } : {}}
    >
      {isRoomy && (
        <Splitter
          {...{ label: `Width of the ${of}`, value: width, least, most, grows: "left", onChange: setChosen }}
          className="-left-[3px]"
        />
      )}
      <header className="flex shrink-0 items-center gap-2 border-line border-b py-2 pr-2 pl-4">
        {marks}
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={name}>
          {name}
        </h2>
        {actions}
        <button
          type="button"
          onClick={onClose}
          aria-label="Close"
          title="Close (Esc)"
          className="rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
        >
          <X size={15} aria-hidden />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto pb-6 [scrollbar-gutter:stable]">
        {children}
      </div>
    </aside>
  );
}
