#!/usr/bin/env bash
# Checks what FILES names, one on each line. The action lies in the repository of the check itself: its sources are run.
set -euo pipefail

check="$ACTION_PATH/../../../bin/flow-json-for-slack.mjs"
names=()
while IFS= read -r name; do
  name="${name#"${name%%[![:space:]]*}"}"
  name="${name%"${name##*[![:space:]]}"}"
  if [ -n "$name" ]; then names+=("$name"); fi
done <<<"$FILES"

options=(--fail-on "$FAIL_ON" --language "$CHECK_LANGUAGE")
if [ -n "$DISABLE" ]; then options+=(--disable "$DISABLE"); fi

if [ -n "$SARIF_FILE" ]; then
  # Whether the step fails is for the run below to say; that the check could not run is said at once.
  code=0
  node "$check" check "${options[@]}" --format sarif -- ${names[@]+"${names[@]}"} >"$SARIF_FILE" || code=$?
  if [ "$code" -gt 1 ]; then exit "$code"; fi
fi
node "$check" check "${options[@]}" --format github -- ${names[@]+"${names[@]}"}
