#!/bin/sh
# A PlanQK service: reads its input, tosses coins, prints how often each pattern came up.
set -u

# Process 1 of a container ignores SIGTERM unless it says what to do.
trap 'exit 143' TERM

folder=${PLANQK_INPUT_DIR:-/var/input}
here=$(dirname "$0")

# Ends the service with an error object, as the platform hands it to the caller. The text must need no escaping.
fail() {
  printf 'PlanQK:Job:Result: {"code":"INVALID_INPUT","detail":"%s"}\n' "$1"
  exit 1
}

# The members of an input object, one a line: name, tab, value. Values other than numbers are left out.
members() {
  [ -r "$folder/$1.json" ] || return 1
  awk -f "$here/json.awk" "$folder/$1.json"
}

# integer MEMBERS NAME LOWEST HIGHEST DEFAULT: an integer of an input; without a default it is required.
integer() {
  value=$(printf '%s\n' "$1" | awk -F '\t' -v name="$2" '$1 == name { value = $2 } END { print value }')
  [ -n "$value" ] || value=$5
  case $value in
    '' | *[!0-9]* | ??????????*) return 1 ;;
  esac
  [ "$value" -ge "$3" ] && [ "$value" -le "$4" ] && printf '%s' "$value"
}

data=$(members data) || fail 'data.json must hold a JSON object'
params=$(members params) || fail 'params.json must hold a JSON object'
coins=$(integer "$data" coins 1 16 '') || fail 'data.coins must be an integer from 1 to 16'
shots=$(integer "$params" shots 1 100000 100) || fail 'params.shots must be an integer from 1 to 100000'
seed=$(integer "$params" seed 0 99999999 1) || fail 'params.seed must be an integer from 0 to 99999999'

echo "tossing $coins coins $shots times" >&2
printf 'PlanQK:Job:InterimResult: {"completedShots":0}\n'
counts=$(awk -v coins="$coins" -v shots="$shots" -v seed="$seed" -f "$here/coins.awk") || exit 1
printf 'PlanQK:Job:Result: {"counts":%s}\n' "$counts"
