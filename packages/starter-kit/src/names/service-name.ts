import { reservations } from './reserved.ts';
import { slugify } from './slug.ts';

/** Longest name in characters: a DNS label, the narrowest of the places where a service's name ends up. */
export const maxNameLength = 63;

/** What a name may look like, in the words shown to users. */
export const nameRule: string = `lower-case letters, digits and single hyphens, beginning with a letter, at most ${maxNameLength} characters`;

const shape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A usable name, or why it cannot be used and one near it that can. */
export type NameCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string; readonly suggestion: string };

/**
 * Whether `name` can be, at the same time, an npm package, a Docker repository, the last element of a Go
 * module path and a Cargo package.
 */
export function checkServiceName(name: string): NameCheck {
  const reason = spellingProblem(name) ?? reservationProblem(name);
  return reason === undefined ? { ok: true } : { ok: false, reason, suggestion: suggestServiceName(name) };
}

/** The nearest usable name to any text, for example to the name of a folder. Always passes {@link checkServiceName}. */
export function suggestServiceName(text: string): string {
  if (isSpelledRight(text) && reservationProblem(text) === undefined) return text;
  const slug = slugify(text, maxNameLength) || 'my-service';
  return reservationProblem(slug) === undefined ? slug : `${slug}-service`;
}

function isSpelledRight(name: string): boolean {
  return name.length <= maxNameLength && shape.test(name);
}

function spellingProblem(name: string): string | undefined {
  if (name === '') return `it is empty; allowed are ${nameRule}.`;
  if (name.length > maxNameLength) return `it has ${name.length} characters; allowed are ${nameRule}.`;
  return isSpelledRight(name) ? undefined : `allowed are ${nameRule}.`;
}

function reservationProblem(name: string): string | undefined {
  const taken = reservations.find(({ names }) => names.has(name));
  return taken === undefined ? undefined : `"${name}" ${taken.owner}.`;
}
