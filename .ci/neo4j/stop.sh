#!/usr/bin/env bash
# stop.sh HOME: ends the Neo4j that start.sh started there, if it runs.
set -euo pipefail
file=$1/neo4j.pid
[ -f "$file" ] || exit 0
pid=$(cat "$file")
rm -f "$file"
# A process number is used again after a while: end it only if it is ours.
grep -qs Neo4jServer "/proc/$pid/cmdline" || exit 0
kill "$pid"
for ((tenth = 0; tenth < 300; tenth++)); do kill -0 "$pid" 2>/dev/null || exit 0; sleep 0.1; done
kill -9 "$pid"
