import type { RefObject } from "react";
import { places } from "./places.ts";

const keys: readonly (readonly [string, string])[] = [
  ["Ctrl K, ⌘K", "search or jump"],
  ["j  k", "down, up"],
  ["Enter", "open"],
  ["Esc", "close, go back"],
  ["/", "search"],
  ["x", "select the row"],
  ["c", "compare the two selected"],
  ["← →", "fold, unfold"],
  ["e", "next failed span"],
  ["f", "fit the selected span"],
  ["0", "the whole trace"],
  ["v", "numbers of the charts"],
  ["+ −", "zoom in, out"],
  ["h  l", "earlier, later"],
  ["n  p", "next match or difference, the one before"],
  ["p", "pause what is live"],
  ["y", "copy the link of a trace or span"],
  ["Space", "play a session, pause"],
  ["← →", "step of a replay"],
  ...places.map(({ key, label }) => [`g ${key}`, label.toLowerCase()] as const),
  ["?", "these keys"],
];

export function KeysDialog({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog
      ref={dialog}
      closedby="any"
      aria-label="Keys"
      className="m-auto w-80 rounded-box border border-line bg-raised p-5 text-ink shadow-xl"
    >
      <h2 className="mb-3 font-semibold">Keys</h2>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-1.5">
        {keys.map(([key, does]) => (
          <div key={`${key} ${does}`} className="contents">
            <dt className="font-mono text-table">{key}</dt>
            <dd className="text-quiet">{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
