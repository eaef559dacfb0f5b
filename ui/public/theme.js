// Before the first paint, so that a remembered theme does not flash. A file, as the policy forbids inline scripts.
try {
  const theme = localStorage.getItem("spanwise.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme holds.
}
