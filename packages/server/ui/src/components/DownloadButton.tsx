import { useState } from 'preact/hooks';
import { messageOf } from '../api/errors.ts';
import { download } from '../data/download.ts';
import { useApp } from '../state/app.ts';
import { Icon } from './Icon.tsx';
import { Notice } from './Notice.tsx';

/** Saves an answer of the server as the file `name`, or says why it could not. */
export function DownloadButton({ path, name }: { path: string; name: string }) {
  const { client, hasToken } = useApp();
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    setProblem(undefined);
    await download(client, path, name, hasToken()).catch((error: unknown) => setProblem(messageOf(error)));
  };
  return (
    <>
      <button type="button" class="button quiet" onClick={save}>
        <Icon name="download" />
        Download
      </button>
      {problem !== undefined && <Notice kind="error">The file could not be saved: {problem}</Notice>}
    </>
  );
}
