import { Icon } from '../components/Icon.tsx';
import { useApp } from '../state/app.ts';
import { useNow } from '../state/use-now.ts';

/** Says that the server is away, or what became of the image; nothing when all is well. */
export function Banner() {
  const { connection, image } = useApp();
  const state = connection.connection.value;
  const away = state.state === 'away';
  const now = useNow(away, 250);
  return (
    <div class="banners" role="status">
      {away && (
        <div class="banner banner-away">
          <Icon name="away" />
          <span>
            <strong>The server does not answer.</strong> What you see is what was last known. The page tries again{' '}
            {/* The count is for the eyes: read aloud each second it would drown everything else. */}
            <span aria-hidden="true">in {Math.max(0, Math.ceil((state.retryAt - now) / 1_000))} s</span>
            <span class="unseen">by itself</span>.
          </span>
          <button type="button" class="button" onClick={connection.retry}>
            Try now
          </button>
        </div>
      )}
      {image.value?.state === 'building' && (
        <div class="banner">A new image is being built. Jobs run on the last good one.</div>
      )}
      {image.value?.state === 'failed' && (
        <div class="banner banner-away">
          <span>
            <strong>The build of the new image failed.</strong> Jobs run on the last good one. {image.value.detail}
          </span>
        </div>
      )}
    </div>
  );
}
