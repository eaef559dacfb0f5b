import { formatShare } from "./share-words.ts";

/** A part of a whole, as a length and as a number. `hue` is the name of a token. */
export function ShareBar({ share, hue = "--color-series-rest" }: { share: number; hue?: string }) {
  return (
    <span className="flex items-center gap-2">
      <span className="h-2 flex-1 overflow-hidden rounded-xs bg-hover" aria-hidden>
        <span
          className="block h-full rounded-xs"
          style={{ width: `${Math.min(100, share * 100)}%`, background: `var(${hue})` }}
        />
      </span>
      <span className="w-14 text-right tabular-nums">{formatShare(share)}</span>
    </span>
  );
}
