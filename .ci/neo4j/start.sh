#!/usr/bin/env bash
# start.sh VERSION PORT HOME: starts that Neo4j on 127.0.0.1:PORT with its files under HOME, and returns when bolt answers.
# It outlives this shell; stop.sh HOME ends it.
set -euo pipefail
version=$1 port=$2 home=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# 5.26 is made for Java 17 and 21, the calendar versions for 21 and later.
case $version in
  5.*) java=$("$here/java.sh" 17 21) || { echo "Neo4j $version needs a JDK 17 or 21, there is none" >&2; exit 3; } ;;
  *)   java=$("$here/java.sh" 21 99) || { echo "Neo4j $version needs a JDK 21 or later, there is none" >&2; exit 3; } ;;
esac
lib=$("$here/fetch.sh" "$version")

bolt_answers() { # the handshake: magic, four proposals (5.8 to 5.0, and nothing); the answer is the version chosen
  local answer
  answer=$(exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$port" || exit
    printf '\x60\x60\xb0\x17\x00\x08\x08\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00' >&3
    timeout 5 head -c 4 <&3 | od -An -tx1) || true
  [[ $answer == *05* ]]
}

if bolt_answers; then echo "port $port is taken: something answers bolt there already" >&2; exit 1; fi
mkdir -p "$home"
home=$(cd "$home" && pwd)
# Without a password, so for the loopback only; and it tells nobody that it runs.
cat >"$home/neo4j.conf" <<END
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:$port
server.bolt.advertised_address=127.0.0.1:$port
server.http.enabled=false
server.memory.pagecache.size=512m
END
if [[ $version != 5.* ]]; then
  # Cypher 25 as in the conf file of the 2026 packages (the bare jars still begin with Cypher 5), and no calling around.
  cat >>"$home/neo4j.conf" <<END
db.query.default_language=CYPHER_25
server.fleet_discovery.enabled=false
dbms.fleet_manager.enabled=false
END
fi
# The opened packages are those which Neo4j's own launcher opens.
setsid nohup "$java" -Xms512m -Xmx1536m -XX:+UseG1GC \
  --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
  -Dio.netty.tryReflectionSetAccessible=true -Dfile.encoding=UTF-8 \
  -cp "$lib/*" "$here/Neo4jServer.java" "$home" >"$home/server.log" 2>&1 </dev/null &
pid=$!
echo "$pid" >"$home/neo4j.pid"

for ((second = 0; second < 90; second++)); do
  if bolt_answers; then echo "Neo4j $version answers at bolt://127.0.0.1:$port after ${second} s (process $pid)"; exit; fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 1
done
echo "Neo4j $version did not start:" >&2
tail -30 "$home/server.log" >&2
"$here/stop.sh" "$home"
exit 1
