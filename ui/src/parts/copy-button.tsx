import { Check, Copy } from "lucide-react";
import { useState } from "react";

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }
  const Icon = isCopied ? Check : Copy;
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
