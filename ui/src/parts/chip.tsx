import { X } from "lucide-react";
import { Link } from "./link.tsx";

/** Something that a page is narrowed to; its cross leads to the page without it. */
export function Chip({ words, without }: { words: string; without: string }) {
  return (
    <span className="chip max-w-80 border-accent bg-picked pr-1">
      <span className="truncate">{words}</span>
      <Link to={without} aria-label={`Remove ${words}`} className="rounded-sm p-0.5 hover:bg-hover">
        <X size={12} aria-hidden />
      </Link>
    </span>
  );
}
