const paths = {
  pending: 'M8 2.75a5.25 5.25 0 1 0 0 10.5 5.25 5.25 0 0 0 0-10.5M8 5v3.2l2 1.3',
  running: 'M8 2.75A5.25 5.25 0 1 1 2.75 8',
  succeeded: 'M3.5 8.5l3 3 6-7',
  failed: 'M4.25 4.25l7.5 7.5m0-7.5l-7.5 7.5',
  cancelled: 'M8 2.75a5.25 5.25 0 1 0 0 10.5 5.25 5.25 0 0 0 0-10.5M4.4 11.6l7.2-7.2',
  unknown: 'M5.75 6a2.25 2.25 0 1 1 3.4 1.95C8.3 8.4 8 8.8 8 9.6M8 12.2v.1',
  plus: 'M8 3v10M3 8h10',
  chevron: 'M6 3.75L10.25 8 6 12.25',
  back: 'M10 3.75L5.75 8 10 12.25',
  copy: 'M5.75 5.75v-3h7.5v7.5h-3m-7.5-4.5h7.5v7.5h-7.5z',
  check: 'M3.5 8.5l3 3 6-7',
  download: 'M8 2.5v7.25m-3-2.5 3 3 3-3M3 13.25h10',
  stop: 'M4 4h8v8H4z',
  again: 'M12.9 6.5A5.25 5.25 0 1 0 13.2 9M13.25 3v3.5h-3.5',
  sun: 'M8 5.25a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5M8 1.5v1.25m0 10.5v1.25M1.5 8h1.25m10.5 0h1.25M3.4 3.4l.9.9m7.4 7.4.9.9m0-9.2-.9.9m-7.4 7.4-.9.9',
  moon: 'M13 9.6A5.5 5.5 0 0 1 6.4 3 5.25 5.25 0 1 0 13 9.6z',
  system: 'M2.25 3.25h11.5v7.5H2.25zM6 13.25h4M8 10.75v2.5',
  away: 'M2 2l12 12M1.75 6.5A9 9 0 0 1 4.5 4.7m2.2-.7a9 9 0 0 1 7.55 2.5M4.25 9a5.3 5.3 0 0 1 2.5-1.4m3 .3c.75.25 1.4.6 2 1.1M8 12.2v.1',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside a text that says the same: hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
