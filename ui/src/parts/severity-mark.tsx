import { CircleAlert, Info, OctagonAlert } from "lucide-react";
import type { Severity } from "../../../receiver/src/model/finding.ts";

const marks = {
  error: { Icon: OctagonAlert, hue: "text-error" },
  warning: { Icon: CircleAlert, hue: "text-warning" },
  info: { Icon: Info, hue: "text-quiet" },
} as const;

/** One colour and one shape for how bad it is. */
export function SeverityMark({ severity, size = 15 }: { severity: Severity; size?: number }) {
  const { Icon, hue } = marks[severity];
  return <Icon size={size} className={`shrink-0 ${hue}`} role="img" aria-label={severity} />;
}
