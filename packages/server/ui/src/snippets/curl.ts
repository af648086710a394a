import { bodyText, type Snippet, type SnippetJob } from './snippet.ts';

export function curlSnippet(job: SnippetJob): Snippet {
  const body = bodyText(job);
  const auth = job.token ? ' --header "Authorization: Bearer $PLANQK_TOKEN"' : '';
  const code = `#!/usr/bin/env bash
set -euo pipefail
url=${quoted(job.url)}
call() { curl --silent --show-error --fail-with-body${auth} "$@"; }
field() { sed -n 's/.*"'"$1"'" *: *"\\([^"]*\\)".*/\\1/p'; }

job=$(call --header 'Content-Type: application/json' --data-binary @- "$url/" <<'${delimiterFor(body)}'
${body}
${delimiterFor(body)}
)
id=$(field id <<<"$job")

status=PENDING
while [[ $status == PENDING || $status == RUNNING || $status == UNKNOWN ]]; do
  sleep 1
  status=$(call "$url/$id" | field status)
  echo "$id $status" >&2
done
call "$url/$id/result"
`;
  return { language: 'curl', needs: 'bash, curl', file: 'job.sh', code };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A line of the body must not end the here-document. */
function delimiterFor(body: string): string {
  let delimiter = 'JSON';
  while (body.split(/\r?\n/).includes(delimiter)) delimiter += '_';
  return delimiter;
}
