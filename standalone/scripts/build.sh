# shellcheck shell=bash
# Finds the tools and builds what is missing or older than its sources. Sourced by ./broker and by test.sh,
# which set BROKER_HOME to the checkout.

readonly needed_java=25
readonly runnable=standalone,proxy-helidon,worker-helidon,server-helidon,admin-vaadin,bench,cli,certs
readonly stamp=$BROKER_HOME/.tools/built
readonly build_log=$BROKER_HOME/.tools/build.log

say() { printf '%s\n' "$*" >&2; }

fail() {
  local code=$1
  shift
  say "broker: $*"
  exit "$code"
}

# The feature number of the JDK in a directory, or 0.
java_feature() {
  if [ ! -x "$1/bin/javac" ] || [ ! -r "$1/release" ]; then
    echo 0
    return
  fi
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1 | grep . || echo 0
}

java_candidates() {
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  local java
  if java=$(command -v java); then dirname "$(dirname "$(readlink -f "$java")")"; fi
  printf '%s\n' /usr/lib/jvm/*/ "$HOME"/.sdkman/candidates/java/*/
}

# Sets and exports JAVA_HOME.
find_jdk() {
  local candidate
  while IFS= read -r candidate; do
    if [ "$(java_feature "${candidate%/}")" -ge "$needed_java" ]; then
      export JAVA_HOME=${candidate%/}
      return
    fi
  done < <(java_candidates)
  fail 4 "no JDK $needed_java or newer was found in JAVA_HOME, PATH or /usr/lib/jvm.
Install one (for example Eclipse Temurin $needed_java: the package temurin-$needed_java-jdk, or openjdk-$needed_java-jdk),
or set JAVA_HOME to where it is, and run the same command again."
}

find_maven() {
  command -v mvn >/dev/null || fail 4 "Maven was not found. Install it (Debian: apt-get install maven) \
and run the same command again."
}

# One number for everything that goes into the build, from names, sizes and times: no file is read. What the build of the
# pages writes among their sources does not count.
source_fingerprint() {
  (
    cd "$BROKER_HOME" || exit 1
    find pom.xml ./*/pom.xml ./*/src/main -name generated -prune -o -name bundles -prune -o -name index.html -prune \
      -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum | cut -d' ' -f1
  )
}

built() { [ -f "$stamp" ] && [ -f "$BROKER_HOME/standalone/target/standalone-0.1.0.jar" ]; }

fresh() { built && [ "$(cat "$stamp")" = "$(source_fingerprint)" ]; }

# The processes started from this checkout: replacing their jars would break them. One process id a line.
running_from_here() {
  local command_lines=(/proc/[0-9]*/cmdline)
  printf -- '-Dmessage-broker.home=%s\n' "$BROKER_HOME" | grep -lszxF --file=- "${command_lines[@]}" |
    sed 's#/proc/\([0-9]*\)/.*#\1#' || true
}

build_if_missing() { built || build; }

build_if_stale() {
  if fresh; then return; fi
  if built && [ -n "$(running_from_here)" ]; then
    say "The sources have changed, but an installation runs from this checkout: starting what was built before."
    say "To build it anew: ./broker down, then the same command again."
    return
  fi
  build
}

# Maven's output, as one line a module.
progress() {
  tee "$build_log" | sed -unE 's/^\[INFO\] Building (.*\[[0-9]+\/[0-9]+\])/  building \1/p' >&2
}

maven() { mvn -B -ntp -Dstyle.color=never --file "$BROKER_HOME/pom.xml" "$@"; }

# Says where the log is and shows its end.
show_build_failure() {
  say "broker: the build failed. The end of $build_log:"
  grep -E '^\[ERROR\]|BUILD FAILURE' "$build_log" | head -n 25 >&2 || true
  tail -n 5 "$build_log" >&2
}

# The tool chain of the pages.
need_node() {
  "$BROKER_HOME/admin-vaadin/node.sh" || fail 4 "the pages of the administration cannot be built without Node; see above."
}

build() {
  find_maven
  mkdir -p "$(dirname "$stamp")"
  exec 9>"$BROKER_HOME/.tools/build.lock"
  flock 9
  if ! fresh; then
    local before
    before=$(source_fingerprint)
    rm -f "$stamp"
    say "Building with $JAVA_HOME (the first time also fetches the libraries):"
    need_node
    if ! maven -pl "$runnable" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package 2>&1 9>&- | progress; then
      show_build_failure
      exit 1
    fi
    printf '%s\n' "$before" >"$stamp"
    say "  built"
  fi
  exec 9>&-
}
