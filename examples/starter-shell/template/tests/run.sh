#!/bin/sh
# Runs the service on inputs and compares what it prints: sh tests/run.sh
set -u
cd "$(dirname "$0")/.." || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

# expect NAME EXIT_CODE OUTPUT DATA PARAMS
expect() {
  printf '%s' "$4" >"$folder/data.json"
  printf '%s' "$5" >"$folder/params.json"
  output=$(PLANQK_INPUT_DIR=$folder sh service.sh 2>/dev/null)
  code=$?
  output=$(printf '%s' "$output" | tail -n 1)
  if [ "$code" -eq "$2" ] && [ "$output" = "PlanQK:Job:Result: $3" ]; then
    echo "ok   $1"
  else
    echo "FAIL $1: exit code $code, $output"
    failed=1
  fi
}

invalid() {
  expect "$1" 1 "{\"code\":\"INVALID_INPUT\",\"detail\":\"$2\"}" "$3" "$4"
}

expect 'one toss' 0 '{"counts":{"000":1}}' '{"coins": 3}' '{"shots": 1, "seed": 1}'
expect 'what it does not know' 0 '{"counts":{"0":1}}' '{"coins": 1, "x": [[], {"a": "\u00e9 ☂"}, 1e400, null]}' '{"shots": 1}'
invalid 'no coins' 'data.coins must be an integer from 1 to 16' '{}' '{}'
invalid 'a fraction of a coin' 'data.coins must be an integer from 1 to 16' '{"coins": 1.5}' '{}'
invalid 'too many shots' 'params.shots must be an integer from 1 to 100000' '{"coins": 1}' '{"shots": 1000000}'
for text in '' '[]' '1' '{' '{"a":}' '{"a":1,}' '{"a" 1}' '{"a":01}' '{"a":NaN}' '{a:1}' "{'a':1}" '{"a":"\x"}' '{}{}' '{"a":[1}]'; do
  invalid "malformed: $text" 'data.json must hold a JSON object' "$text" '{}'
done
exit $failed
