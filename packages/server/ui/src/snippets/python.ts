import { bodyText, type Snippet, type SnippetJob } from './snippet.ts';

export function pythonSnippet(job: SnippetJob): Snippet {
  const headers = job.token
    ? `{"Content-Type": "application/json", "Authorization": "Bearer " + os.environ["PLANQK_TOKEN"]}`
    : `{"Content-Type": "application/json"}`;
  const code = `import json
${job.token ? 'import os\n' : ''}import sys
import time
import urllib.error
import urllib.request

URL = ${JSON.stringify(job.url)}
HEADERS = ${headers}
# Raw JSON text: numbers of any size arrive as they are written here.
BODY = ${literal(bodyText(job))}


def call(path, body=None):
    request = urllib.request.Request(URL + path, data=body, headers=HEADERS)
    try:
        with urllib.request.urlopen(request) as response:
            return response.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code} {error.reason}: {error.read().decode('utf-8')}")


job = json.loads(call("/", BODY.encode("utf-8")))
while job["status"] in ("PENDING", "RUNNING", "UNKNOWN"):
    time.sleep(1)
    job = json.loads(call("/" + job["id"]))
    print(job["id"], job["status"], file=sys.stderr)
print(call("/" + job["id"] + "/result"))
`;
  return { language: 'Python', needs: 'Python 3.8 or newer, no packages', file: 'job.py', code };
}

/** Raw where that is possible, so that a reader sees JSON and no escapes of escapes. */
function literal(text: string): string {
  const raw = ["'''", '"""'].find((quotes) => !text.includes(quotes) && !text.includes('\r'));
  return raw === undefined ? JSON.stringify(text) : `r${raw}${text}${raw}`;
}
