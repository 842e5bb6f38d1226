/** Counters for Prometheus, in its text format 0.0.4; no label holds anything of a customer or a card. */
export type Metrics = {
  readonly request: (route: string, method: string, status: number, ms: number) => void;
  readonly event: (outcome: string) => void;
  /** The text of what was counted, with gauges that the caller read just now. */
  readonly text: (gauges: Readonly<Record<string, number>>) => string;
};

const BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

type Timing = { readonly buckets: number[]; sumMs: number; count: number };

function labelled(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/["\\\n]/g, '_')}"`);
  return `${name}{${pairs.join(',')}}`;
}

function timingLines(route: string, { buckets, sumMs, count }: Timing): string[] {
  const seconds = (ms: number): string => String(ms / 1000);
  const name = 'galla_central_request_seconds';
  return [
    ...BUCKETS_MS.map(
      (limit, at) => `${labelled(`${name}_bucket`, { route, le: seconds(limit) })} ${buckets[at] ?? 0}`,
    ),
    `${labelled(`${name}_bucket`, { route, le: '+Inf' })} ${count}`,
    `${labelled(`${name}_sum`, { route })} ${seconds(sumMs)}`,
    `${labelled(`${name}_count`, { route })} ${count}`,
  ];
}

/** An empty set of counters. */
export function createMetrics(): Metrics {
  const counts = new Map<string, number>();
  const timings = new Map<string, Timing>();
  const count = (key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const request: Metrics['request'] = (route, method, status, ms) => {
    count(labelled('galla_central_requests_total', { route, method, status: String(status) }));
    const timing = timings.get(route) ?? { buckets: BUCKETS_MS.map(() => 0), sumMs: 0, count: 0 };
    for (const [at, limit] of BUCKETS_MS.entries()) {
      if (ms <= limit) timing.buckets[at] = (timing.buckets[at] ?? 0) + 1;
    }
    timing.sumMs += ms;
    timing.count += 1;
    timings.set(route, timing);
  };
  return {
    request,
    event: (outcome) => count(labelled('galla_central_events_total', { outcome })),
    text: (gauges) =>
      [
        '# TYPE galla_central_requests_total counter',
        '# TYPE galla_central_events_total counter',
        ...[...counts].map(([key, value]) => `${key} ${value}`),
        '# TYPE galla_central_request_seconds histogram',
        ...[...timings].flatMap(([route, timing]) => timingLines(route, timing)),
        ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
        '',
      ].join('\n'),
  };
}
