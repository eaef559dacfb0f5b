/** `94.1 %`; what is not all and not nothing does not look like it. */
export function formatShare(part: number): string {
  const percent = part * 100;
  if (percent > 99.9 && percent < 100) return "> 99.9 %";
  if (percent > 0 && percent < 0.1) return "< 0.1 %";
  return `${percent.toFixed(1).replace(/\.0$/, "")} %`;
}
