import type { RefObject } from "react";
import { paletteKeys } from "./keys.ts";
import { places } from "./places.ts";

type Key = readonly [key: string, does: string];

const groups: readonly (readonly [title: string, keys: readonly Key[]])[] = [
  [
    "Everywhere",
    [
      [paletteKeys, "go to, do, find by id"],
      ["/", "search"],
      ["Esc", "close, go back"],
      ["?", "these keys"],
    ],
  ],
  [
    "In a list",
    [
      ["j  k", "down, up"],
      ["Enter", "open"],
      ["x", "select the row"],
      ["c", "compare the two selected"],
    ],
  ],
  [
    "Elsewhere",
    [
      ["v", "numbers of the charts and the graph"],
      ["n  p", "next match, visit or difference, the one before"],
      ["p", "pause what is live"],
    ],
  ],
  [
    "In a trace",
    [
      ["Left, Right", "fold, unfold"],
      ["e", "next failed span"],
      ["c", "critical path"],
      ["f", "fit the selected span"],
      ["0", "the whole trace"],
      ["+ −", "zoom in, out"],
      ["h  l", "earlier, later"],
      ["y", "copy the link of a trace or span"],
    ],
  ],
  [
    "In a session",
    [
      ["Space", "play, pause"],
      ["Left, Right", "step of a replay"],
      ["j  k", "next step, the one before"],
      ["e", "next failed step"],
    ],
  ],
  ["Go to", places.map(({ key, label }) => [`g ${key}`, label])],
];

export function KeysDialog({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog
      ref={dialog}
      closedby="any"
      aria-label="Keys"
      className="m-auto w-[min(46rem,calc(100vw-2rem))] max-w-none overflow-hidden rounded-box border border-line bg-raised p-0 text-ink shadow-xl"
    >
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
        tabIndex={0}
        className="max-h-[min(46rem,calc(100dvh-2rem))] gap-8 overflow-y-auto p-5 outline-none sm:columns-2 md:columns-3"
      >
        {groups.map(([title, keys]) => (
          <section key={title} className="break-inside-avoid pb-5">
            <h2 className="mb-2 font-semibold">{title}</h2>
            <dl className="grid grid-cols-[5.5rem_1fr] gap-x-2 gap-y-1.5">
              {keys.map(([key, does]) => (
                <div key={key} className="contents">
                  <dt className="font-mono text-table">{key}</dt>
                  <dd className="text-quiet text-table">{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
