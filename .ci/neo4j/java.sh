#!/usr/bin/env bash
# java.sh LEAST MOST: prints a java whose version lies between the two; fails when this machine has none.
# Debian and the Temurin packages put their JDKs side by side under /usr/lib/jvm.
set -euo pipefail
for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
  # Without its compiler a Java cannot run a source file.
  [ -x "$java" ] && "$java" --list-modules 2>/dev/null | grep -q '^jdk.compiler' || continue
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
  if [ "${version:-0}" -ge "$1" ] && [ "$version" -le "$2" ]; then echo "$java"; exit; fi
done
exit 1
