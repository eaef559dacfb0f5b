import { Check, Copy, type LucideIcon } from "lucide-react";
import { useState } from "react";

interface CopyButtonProps {
  /** Told when it is copied, where it is long in the making. */
  readonly text: string | (() => string);
  readonly what: string;
  readonly Icon?: LucideIcon;
}

export function CopyButton({ text, what, Icon: Shown = Copy }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }
  const Icon = isCopied ? Check : Shown;
  return (
    <button
      type="button"
      onClick={() => void copy().catch(() => {})}
      aria-label={isCopied ? `${what} copied` : `Copy ${what}`}
      title={`Copy ${what}`}
      className="rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
    >
      <Icon size={13} aria-hidden />
    </button>
  );
}
