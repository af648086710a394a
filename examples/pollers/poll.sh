#!/bin/sh
# Calls a PlanQK service, waits for its result, and survives what networks, gateways and servers do meanwhile.
#
#     sh poll.sh http://127.0.0.1:8081 '{"data": {"n": 3}, "params": {}}' > result.json
#
# TOKEN_COMMAND in the environment is a command that prints a bearer token; it is run again whenever a token is refused.
# Needs curl, sed, awk and a sleep that takes fractions. Ends with 0 and the result, 1 the job failed, 2 nobody knows
# whether there is a job, 3 given up (the id is on stderr, the job goes on).
set -u
base=${1%/}
input=$2
give_up_at=$(($(date +%s) + 600))
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*" >&2; }

new_token() {
  [ -z "${TOKEN_COMMAND:-}" ] && return
  # In a file, because the arguments of curl can be seen by others.
  (umask 077 && printf 'header = "Authorization: Bearer %s"\n' "$(sh -c "$TOKEN_COMMAND")" > "$work/token")
}

# One request. Sets status (000: no whole answer came); the body is in $work/body. Redirects are not followed: neither
# the token nor the input goes to wherever they lead.
send() {
  : > "$work/head"
  : > "$work/body"
  method=$1
  set -- --request "$method" "$base$2"
  [ "$method" = POST ] && set -- "$@" --data-binary "$input"
  [ -f "$work/token" ] && set -- "$@" --config "$work/token"
  status=$(curl --silent --max-time 60 --output "$work/body" --dump-header "$work/head" --write-out '%{http_code}' \
    --header 'Accept: application/json' --header 'Content-Type: application/json' "$@")
  trouble=$?
  # Also when an answer has begun and breaks off.
  [ "$trouble" = 0 ] || status=000
}

# pause ATTEMPT: 0.25 s, growing by half up to 5 s, 20 % more or less, and never less than the server asks for.
pause() {
  asked=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9][0-9]*\).*/\1/p' "$work/head" | head -n 1)
  random=$(od -An -N2 -tu2 /dev/urandom)
  seconds=$(awk -v n="$1" -v asked="${asked:-0}" -v random="$random" 'BEGIN {
    s = n > 8 ? 5 : 0.25 * 1.5 ^ n; if (s > 5) s = 5
    s *= 0.8 + 0.4 * random / 65535; print (s > asked ? s : asked) }')
  if [ "$(($(date +%s) + ${seconds%.*}))" -gt "$give_up_at" ]; then say 'This has taken too long.'; exit 3; fi
  sleep "$seconds"
}

# ask METHOD PATH: asks until there is an answer. A POST that may have arrived is never repeated.
ask() {
  tries=0
  refusals=0
  while :; do
    send "$1" "$2"
    if [ "$status" = 401 ] && [ "$refusals" -lt 2 ] && [ -n "${TOKEN_COMMAND:-}" ]; then
      refusals=$((refusals + 1))
      new_token
      continue
    fi
    case $status in
      408 | 425 | 429 | 503) ;; # the server says that it has not looked at the request
      000 | 5??)
        if [ "$1" = POST ]; then
          # 6 and 7: no such host, or nobody listens, so that nothing was sent.
          case $trouble in 6 | 7) say "Nobody listens at $base."; exit 3 ;; esac
          say "The job may be running ($status): look at the server before you call again."
          exit 2
        fi
        ;;
      *) return ;;
    esac
    pause "$tries"
    tries=$((tries + 1))
  done
}

# A field of text in a JSON object that has no other of this name, such as a job.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$work/body"; }

new_token
ask POST /
if [ "$status" != 201 ]; then say "The job was not accepted ($status): $(cat "$work/body")"; exit 1; fi
id=$(field id)
say "job $id"

state=
attempt=0
while :; do
  : > "$work/head"
  pause "$attempt"
  attempt=$((attempt + 1))
  ask GET "/$id"
  if [ "$status" != 200 ]; then say "Job $id cannot be asked for ($status): $(cat "$work/body")"; exit 3; fi
  now=$(field status)
  if [ "$now" != "$state" ]; then say "$now"; attempt=0; fi
  state=$now
  case $state in
    SUCCEEDED | FAILED) break ;;
    CANCELLED) say 'The job was cancelled.'; exit 1 ;;
    *) ;; # UNKNOWN is no end: the server has lost sight of the job for a while
  esac
done

# A result may come a little later than the end of the job.
attempt=0
ask GET "/$id/result"
while [ "$status" = 404 ] && [ "$attempt" -lt 8 ]; do
  pause "$attempt"
  attempt=$((attempt + 1))
  ask GET "/$id/result"
done
if [ "$status" != 200 ]; then say "Job $id has no result ($status)."; exit 1; fi
if [ "$state" = FAILED ]; then say "The service says: $(cat "$work/body")"; exit 1; fi
cat "$work/body"
