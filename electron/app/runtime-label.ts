/** What the app runs on, for the about line and for the tests' reports: `Electron 45.4.1`, or `stand-in …` where it cannot be downloaded. */
export function runtimeLabel(versions: Readonly<Record<string, string | undefined>>): string {
  if (versions['standin'] !== undefined) {
    return `stand-in ${versions['standin']} (Chromium ${versions['chrome'] ?? 'unknown'}, Node ${versions['node'] ?? 'unknown'})`;
  }
  return `Electron ${versions['electron'] ?? 'unknown'}`;
}
