import { formatExact } from "../../../receiver/src/format.ts";

const units = ["bytes", "KB", "MB", "GB"] as const;

/** In the largest unit of which it is whole, each 1,024 of the one before: `64 MB`, `512 bytes`. */
export function bytesWords(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= 1024 && amount % 1024 === 0 && unit < units.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${formatExact(amount)} ${units[unit]}`;
}
