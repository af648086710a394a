import type { ComponentChildren } from 'preact';
import { useApp } from '../state/app.ts';
import { Notice } from './Notice.tsx';

/** Why something could not be read; nothing while the server is away, for then the banner says so for all. */
export function LoadProblem({ children }: { children: ComponentChildren }) {
  const { connection } = useApp();
  if (connection.connection.value.state === 'away') return null;
  return <Notice kind="error">{children}</Notice>;
}
