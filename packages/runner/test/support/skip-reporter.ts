import type { Reporter, TestModule } from 'vitest/node';

/** Says in one loud line how many tests needed an engine that was not there. */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules
      .filter(({ moduleId }) => moduleId.includes('/integration/'))
      .flatMap((module) => [...module.children.allTests('skipped')])
      // Those that a failing hook has taken with it are told as failures.
      .filter(({ options }) => options.mode === 'skip');
    if (skipped.length === 0) return;
    console.error(
      `\n!!! ${skipped.length} INTEGRATION TESTS SKIPPED: an engine is missing (see "node scripts/engine.mjs up") !!!\n`,
    );
  }
}
