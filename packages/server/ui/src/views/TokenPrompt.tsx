import { useState } from 'preact/hooks';
import { useApp } from '../state/app.ts';

/** Asks for the token that the server was started with. */
export function TokenPrompt({ refused }: { refused: boolean }) {
  const { useToken } = useApp();
  const [token, setToken] = useState('');
  return (
    <main class="token">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          useToken(token.trim());
        }}
      >
        <h1>This server wants a token</h1>
        <p>
          It was started with <code>--token</code>. The token stays in this tab and is forgotten with it.
        </p>
        {refused && (
          <p class="notice notice-error" role="alert">
            The server does not accept that token.
          </p>
        )}
        <label for="token">Token</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit" class="button primary">
          Continue
        </button>
      </form>
    </main>
  );
}
