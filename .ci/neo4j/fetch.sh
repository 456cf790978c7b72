#!/usr/bin/env bash
# fetch.sh VERSION: prints the folder with the jars of that Neo4j, fetched by Maven the first time.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${FANGZHI_CACHE:-$(cd "$here/../.." && pwd)/.cache}/neo4j-$1
if [ ! -d "$cache/lib" ]; then
  part=$cache/part.$$
  mvn -B -q -f "$here/pom.xml" "-Dneo4j.version=$1" "-DoutputDirectory=$part" -DincludeScope=runtime \
    dependency:copy-dependencies >&2
  # Only a complete folder gets the name; another start may have been quicker.
  mv -T "$part" "$cache/lib" 2>/dev/null || rm -rf "$part"
fi
echo "$cache/lib"
