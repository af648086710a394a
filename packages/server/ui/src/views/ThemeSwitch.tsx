import { Icon } from '../components/Icon.tsx';
import { useApp } from '../state/app.ts';
import type { Theme } from '../state/theme.ts';

const themes: readonly { readonly value: Theme; readonly label: string; readonly icon: 'system' | 'sun' | 'moon' }[] = [
  { value: 'system', label: 'Colours of the system', icon: 'system' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
];

export function ThemeSwitch() {
  const { theme } = useApp();
  return (
    <fieldset class="choice theme">
      <legend class="unseen">Colours</legend>
      {themes.map(({ value, label, icon }) => (
        <label key={value} title={label}>
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme.theme.value === value}
            onChange={() => theme.choose(value)}
          />
          <span>
            <Icon name={icon} />
            <span class="unseen">{label}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
