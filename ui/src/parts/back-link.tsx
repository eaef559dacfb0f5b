import { ArrowLeft } from "lucide-react";
import { Link } from "./link.tsx";

/** The way from one thing to all of its kind. */
export function BackLink({ to, name }: { to: string; name: string }) {
  return (
    <Link
      to={to}
      aria-label={name}
      title={`${name} (Esc)`}
      className="-ml-1 rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
    >
      <ArrowLeft size={16} aria-hidden />
    </Link>
  );
}
