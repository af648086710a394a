/** Steps that take back what was done, newest first. */
export interface UndoLog {
  readonly push: (step: () => void) => void;
  /** Takes everything back; a step that fails does not keep the others from being taken. */
  readonly rollBack: () => void;
}

export function createUndoLog(): UndoLog {
  const steps: (() => void)[] = [];
  return {
    push: (step) => void steps.push(step),
    rollBack: () => {
      for (const step of steps.reverse()) {
        try {
          step();
        } catch {
          // The failure that made us roll back is the one worth reporting.
        }
      }
    },
  };
}
