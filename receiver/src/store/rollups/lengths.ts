/** In nanoseconds: every clock of today is set by so much, or by a multiple of it. */
export const quarter = 900_000_000_000n;

/** How many quarters of an hour are added up in advance: one, an hour of them, a day of them. The longest last. */
export const lengths = [1, 4, 96] as const;
export type Length = (typeof lengths)[number];
export const longest: Length = 96;
