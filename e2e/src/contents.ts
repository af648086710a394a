/** What a tarball may hold, package by package; a package that is not named has the rules of a library. */
const always = /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const library = [always, /^dist\/[\w./-]+\.(?:js|d\.ts)$/];
const starter = [always, /^starter\.json$/, /^template\/[\w./-]+$/];

const rules: Readonly<Record<string, readonly RegExp[]>> = {
  'planqk-service': [
    always,
    /^bin\/planqk-service\.cjs$/,
    /^oclif\.manifest\.json$/,
    /^dist\/(?:start|secret-thread|commands\/(?:\w+\/)?[\w-]+|chunks\/[\w.-]+)\.cjs$/,
    /^dist\/THIRD_PARTY_LICENSES\.txt$/,
  ],
  'create-planqk-service': [
    always,
    /^bin\/create-planqk-service\.cjs$/,
    /^dist\/\w+\.cjs$/,
    /^dist\/THIRD_PARTY_LICENSES\.txt$/,
  ],
  '@planqk-service/core': [...library, /^schemas\/[\w.-]+\.schema\.json$/],
  '@planqk-service/server': [
    ...library,
    /^schemas\/[\w.-]+\.schema\.json$/,
    // Pages and what they load; the licences of what is bundled into them.
    /^dist\/docs\/[\w.-]+\.(?:html|css|js|png|txt)$/,
    /^dist\/ui\/(?:index\.html|THIRD_PARTY_LICENSES\.txt|assets\/[\w.-]+\.(?:js|css|svg))$/,
  ],
  '@planqk-service/starter-kit': [...library, /^starter\.schema\.json$/, /^skeleton\/template\/[\w./-]+$/],
  '@planqk-service/starter-go': starter,
  '@planqk-service/starter-python': starter,
  '@planqk-service/starter-rust': starter,
};

/** Never, whatever the rules above say: tests and sources of ours, caches, build leftovers, secrets. */
const never =
  /(?:^|\/)(?:\.cache|node_modules|\.turbo|coverage|\.git|\.env|__pycache__|target|\.planqk-service)(?:\/|$)|\.tsbuildinfo$|\.tgz$|^(?:src|test)\/|^(?!template\/).*(?:\.test\.|(?<!\.d)\.ts$)/;

/** The entries that a package must not have. */
export function unexpected(name: string, entries: readonly string[]): string[] {
  const allowed = rules[name] ?? library;
  return entries.filter((entry) => never.test(entry) || !allowed.some((rule) => rule.test(entry)));
}
