/** Which jobs that are over are kept: the newest so many, or those that ended within so many milliseconds. */
export type Keep = { readonly count: number } | { readonly ageMs: number };
