const longestRepository = 100;

/** An image name that Docker accepts, made of a service's name whatever it contains. */
export function imageTag(serviceName: string): string {
  const slug = serviceName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestRepository)
    .replace(/^-+|-+$/g, '');
  return `planqk-service/${slug || 'service'}:local`;
}
