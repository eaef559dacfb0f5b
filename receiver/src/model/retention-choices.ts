/** Days that a project may choose from: whatever has days of its own is stored in parts of its own, so there are to be few. */
export const retentionChoices = [1, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650] as const;
