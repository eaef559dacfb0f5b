import { ArrowDown, ArrowUp } from "lucide-react";
import { type Changed, changeWords } from "./change-words.ts";

interface ChangeProps extends Changed {
  /** Which way is better; without it neither is. */
  readonly better?: "more" | "less";
}

/** How much a number differs from what it was before, coloured only where one way is worse. */
export function Change({ better, ...changed }: ChangeProps) {
  const words = changeWords(changed);
  if (!words) return <span className="text-quiet">–</span>;
  const isWorse = better !== undefined && words.way !== "same" && (words.way === "more") !== (better === "more");
  const isBetter = better !== undefined && words.way === better;
  const hue = isWorse ? "text-error" : isBetter ? "text-ok" : "text-quiet";
  const Arrow = { more: ArrowUp, less: ArrowDown, same: undefined }[words.way];
  return (
    <span className={`inline-flex items-center gap-0.5 whitespace-nowrap tabular-nums ${hue}`} title={words.exact}>
      {Arrow && <Arrow size={12} strokeWidth={2.5} role="img" aria-label={words.way} />}
      {words.short}
    </span>
  );
}
