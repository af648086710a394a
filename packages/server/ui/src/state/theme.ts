import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const key = 'planqk-service.theme';

export type ThemeStore = ReturnType<typeof createThemeStore>;

/** The colours: the system's, or what the switch says. `dark` is what is really shown. */
export function createThemeStore(window: Window) {
  const stored = window.localStorage.getItem(key);
  const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const dark = signal(false);
  const apply = () => {
    dark.value = theme.value === 'dark' || (theme.value === 'system' && system.matches);
    window.document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
  };
  system.addEventListener('change', apply);
  apply();
  return {
    theme,
    dark,
    choose(next: Theme): void {
      theme.value = next;
      if (next === 'system') window.localStorage.removeItem(key);
      else window.localStorage.setItem(key, next);
      apply();
    },
  };
}
