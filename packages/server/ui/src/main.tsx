import { render } from 'preact';
import './styles/index.css';
import { AppContext, createApp } from './state/app.ts';
import { Shell } from './views/Shell.tsx';

const app = createApp(window);
const root = document.getElementById('app');
if (root !== null)
  render(
    <AppContext.Provider value={app}>
      <Shell />
    </AppContext.Provider>,
    root,
  );
void app.start(new AbortController().signal);
