import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Client, createClient } from '../api/client.ts';
import { messageOf } from '../api/errors.ts';
import type { InputTexts, Project, ServerEvent } from '../api/types.ts';
import { type ConnectionStore, createConnection } from './connection.ts';
import { createJobList, type JobListStore } from './job-list.ts';
import { createRouter, type Router } from './router.ts';
import { createThemeStore, type ThemeStore } from './theme.ts';
import { createTokenStore } from './token.ts';

/** Everything that views share. */
export type App = ReturnType<typeof createApp>;

export interface ProjectState {
  readonly project: Project;
  readonly sample: InputTexts | undefined;
}

/** State of the image as the server last told it; undefined when there is nothing to say. */
export type ImageState = Extract<ServerEvent, { type: 'image' }> | undefined;

export function createApp(window: Window) {
  const tokens = createTokenStore(window.sessionStorage);
  const connection: ConnectionStore = createConnection();
  const client: Client = createClient({
    fetch: window.fetch.bind(window),
    base: window.location.origin,
    token: tokens.read,
    onUnauthorized: () => connection.askForToken(tokens.read() !== undefined),
    // A call has found out before the stream of events did.
    onUnreachable: () => {
      if (connection.connection.value.state === 'online') connection.retry();
    },
  });
  const jobs: JobListStore = createJobList(client);
  const router: Router = createRouter(window);
  const theme: ThemeStore = createThemeStore(window);
  const project = signal<ProjectState | undefined>(undefined);
  const projectProblem = signal<string | undefined>(undefined);
  const image = signal<ImageState>(undefined);

  async function loadProject(): Promise<void> {
    try {
      project.value = await client.project();
      projectProblem.value = undefined;
    } catch (error) {
      projectProblem.value = messageOf(error);
    }
  }

  connection.listen((event) => {
    if (event.type === 'job') jobs.update(event.job);
    if (event.type === 'image') {
      image.value = event;
      if (event.state === 'ready') void loadProject();
    }
  });
  connection.generation.subscribe((generation) => {
    if (generation === 0) return;
    // A new stream tells at once what still holds.
    image.value = undefined;
    void loadProject();
    void jobs.reload();
  });

  return {
    client,
    connection,
    jobs,
    router,
    theme,
    project,
    projectProblem,
    image,
    hasToken: () => tokens.read() !== undefined,
    useToken(token: string): void {
      tokens.write(token);
      connection.connection.value = { state: 'connecting' };
      connection.retry();
    },
    start: (signal: AbortSignal) => connection.run(client, signal),
  };
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('This component must be inside an AppContext.');
  return app;
}
