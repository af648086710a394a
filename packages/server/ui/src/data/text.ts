/** `0.4 s`, `12.3 s`, `4 min 05 s`, `2 h 03 min`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
}

/** `812 B`, `1.2 kB`, `3.4 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [value, unit] = [['kB', 1e3] as const, ['MB', 1e6] as const, ['GB', 1e9] as const]
    .map(([name, size]) => [bytes / size, name] as const)
    .findLast(([amount]) => amount >= 1) ?? [bytes / 1e3, 'kB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** The time of day at this browser; with the date when it was another day. */
export function timeText(ms: number, now: number): string {
  const [time, today] = [new Date(ms), new Date(now)];
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  if (time.toDateString() === today.toDateString()) return clock;
  return `${time.toLocaleDateString([], { month: 'short', day: 'numeric' })} ${clock}`;
}

/** Four significant digits, without an exponent where that is short enough. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const rounded = Number(value.toPrecision(5));
  return Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e9 ? String(rounded) : value.toExponential(3);
}

/** The start of a job's id: enough to tell jobs apart by eye. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
