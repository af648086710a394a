/** A spec without the credentials that an address in it may carry: it is written into files and messages. */
export function withoutSecrets(spec: string): string {
  return spec.replace(/^([a-z+]+:\/\/)([^/@\s]+)@/i, (whole, scheme: string, user: string) =>
    // The user of an SSH address is part of the address, and no secret.
    /^[\w.-]+$/.test(user) && scheme.toLowerCase().includes('ssh') ? whole : scheme,
  );
}
