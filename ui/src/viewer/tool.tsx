import type { LucideIcon } from "lucide-react";

interface ToolProps {
  readonly Icon: LucideIcon;
  readonly name: string;
  readonly hint?: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

/** A small button with a sign. */
export function Tool({ Icon, name, hint, isOff = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      disabled={isOff}
      aria-label={name}
      title={hint ? `${name} (${hint})` : name}
      className="shrink-0 rounded-box p-1.5 text-quiet enabled:hover:bg-hover enabled:hover:text-ink disabled:opacity-50"
    >
      <Icon size={15} aria-hidden />
    </button>
  );
}
