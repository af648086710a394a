import { useEffect } from 'preact/hooks';
import { Icon } from '../components/Icon.tsx';
import { useApp } from '../state/app.ts';
import { routeHref } from '../state/router.ts';
import { Banner } from './Banner.tsx';
import { JobList } from './JobList.tsx';
import { JobView } from './JobView.tsx';
import { NewJob } from './NewJob.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { TokenPrompt } from './TokenPrompt.tsx';

/** The whole page: head, list of jobs, and one job or the form for a new one. */
export function Shell() {
  const { router, project, connection } = useApp();
  const route = router.route.value;
  const name = project.value?.project.name;
  const subject = route.view === 'job' ? `Job ${route.id.slice(0, 8)}` : route.view === 'new' ? 'New job' : 'Jobs';
  useEffect(() => {
    document.title = `${subject} · ${name ?? 'planqk-service'}`;
  }, [subject, name]);

  return (
    <>
      <button type="button" class="button skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <header class="head">
        <a class="head-name" href={routeHref({ view: 'jobs' })}>
          <Mark />
          <span>{name ?? 'planqk-service'}</span>
        </a>
        <ProjectFacts />
        <a
          class="button primary"
          href={routeHref({ view: 'new' })}
          aria-current={route.view === 'new' ? 'page' : undefined}
        >
          <Icon name="plus" />
          New job
        </a>
        <ThemeSwitch />
      </header>
      <Banner />
      {connection.connection.value.state === 'token' ? (
        <TokenPrompt refused={connection.connection.value.refused} />
      ) : (
        <div class={`body body-${route.view}`}>
          <JobList selected={route.view === 'job' ? route.id : undefined} />
          <main id="main" class="main" tabIndex={-1}>
            <a class="back" href={routeHref({ view: 'jobs' })}>
              <Icon name="back" />
              All jobs
            </a>
            {route.view === 'job' ? (
              <JobView key={route.id} id={route.id} tab={route.tab} />
            ) : (
              <NewJob from={route.view === 'new' ? route.from : undefined} />
            )}
          </main>
        </div>
      )}
    </>
  );
}

function ProjectFacts() {
  const { project, connection } = useApp();
  const state = connection.connection.value.state;
  const known = project.value?.project;
  return (
    <p class="head-facts">
      <span class={`dot dot-${state}`} aria-hidden="true" />
      <span>{state === 'online' ? 'Live' : state === 'away' ? 'Away' : 'Connecting'}</span>
      {known && (
        <span class="head-engine faint">
          {known.engine} · <span title={known.image}>{known.image.slice(0, 40)}</span>
        </span>
      )}
      <a href="/docs">API docs</a>
    </p>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M2 7h20M2 17h20M12 7v13.2" />
      <circle cx="12" cy="17" r="3.4" />
      <circle cx="12" cy="7" r="2.2" class="mark-dot" />
    </svg>
  );
}
