#!/usr/bin/env bash
# The whole test suite, from a fresh checkout. ./broker test --help says how.
set -euo pipefail

BROKER_HOME=${BROKER_HOME:-$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)}
export BROKER_HOME
# shellcheck source=standalone/scripts/build.sh
. "$BROKER_HOME/standalone/scripts/build.sh"
# shellcheck source=standalone/scripts/mysql.sh
. "$BROKER_HOME/standalone/scripts/mysql.sh"

readonly test_log=$BROKER_HOME/.tools/test.log
passed=0 failed=0 skipped=0
broken=

usage() {
  cat <<'TEXT'
Usage: ./broker test [--database URL | --mysql] [--module NAME]…

Runs every test: mvn verify, with embedded MariaDB and Redis, then the database tests once more on a real MySQL.
Installs what it needs (Chromium, sslscan, faketime and strace with apt-get, Node with npm, MySQL into .tools/) and ends with
"N passed, N failed, N skipped". Its log is .tools/test.log.

  --database URL   only the database tests, on that database (mysql://user:password@host:port/name or a JDBC URL;
                   better in the environment, as TEST_DATABASE_URL, where no process list shows the password)
  --mysql          only the database tests, on a real MySQL that is fetched and started for them (Debian, as root)
  --module NAME    only this module and those it needs; may be repeated
  --data DIR, --port-offset N
                   accepted as by every command; tests keep their state in target/ and take free ports

Exit codes: 0 all passed · 1 some failed · 2 wrong usage · 4 a tool is missing
TEXT
}

wrong_usage() {
  say "broker: $*"
  usage >&2
  exit 2
}

install_packages() {
  say "  installing $*"
  {
    DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  } >>"$test_log" 2>&1
}

# Installs programs that are missing, named as their packages; $1 says which tests need them.
need_programs() {
  local tests=$1 missing=()
  shift
  for program in "$@"; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  if [ ${#missing[@]} = 0 ]; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && install_packages "${missing[@]}"; then return; fi
  fail 4 "$tests need ${missing[*]}. Install them (Debian: apt-get install ${missing[*]}) and run this again."
}

# Adds up one phase's reports and takes them out of the way of the next.
count() {
  local totals phase_passed phase_failed phase_skipped
  totals=$(find "$BROKER_HOME" -path '*/target/*safe-reports/TEST-*.xml' -o -path '*/target/surefire-reports/TEST-*.xml' |
    sort -u | tr '\n' '\0' | xargs -0r grep -ho '<testsuite [^>]*>' | awk '
      function number(name,   part) {
        if (match($0, " " name "=\"[0-9]+\"") == 0) return 0
        part = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", part); return part
      }
      { t += number("tests"); f += number("failures") + number("errors"); s += number("skipped") }
      END { print t - f - s, f + 0, s + 0 }')
  read -r phase_passed phase_failed phase_skipped <<<"$totals"
  say "  $1: $phase_passed passed, $phase_failed failed, $phase_skipped skipped"
  # A run that tests nothing proves nothing.
  [ "$phase_passed" != 0 ] || broken=yes
  passed=$((passed + phase_passed)) failed=$((failed + phase_failed)) skipped=$((skipped + phase_skipped))
}

clear_reports() {
  find "$BROKER_HOME" -path '*/target/surefire-reports' -prune -exec rm -rf {} + \
    -o -path '*/target/failsafe-reports' -prune -exec rm -rf {} +
}

# Line by line: awk would wait for a block of input. In CI each story is named, so that one that hangs is known.
test_progress() {
  local stories=()
  [ "${CI:-}" != true ] || stories=(-e 's/^\[INFO\] Running .*\.([A-Za-z]+IT)$/    \1/p')
  tee -a "$test_log" | sed -unE "${stories[@]}" \
    -e 's/^\[INFO\] Building (.*\[[0-9]+\/[0-9]+\])/  testing \1/p' \
    -e 's/^\[ERROR\] +((Tests run:|[A-Za-z0-9_.]+(Test|IT)[.:]).*)/    \1/p' >&2
}

# Runs Maven over the chosen modules and counts; the arguments after the name are Maven's.
phase() {
  local name=$1 began=$SECONDS
  shift
  clear_reports
  say "$name:"
  if ! maven --fail-at-end "${modules[@]}" verify "$@" 2>&1 | test_progress; then
    broken=yes
  fi
  count "$name, $((SECONDS - began)) s"
}

# Only the modules that have such tests, and what they need.
database_phase() {
  [ -n "$chosen" ] || modules=(-pl testing,server-helidon -am)
  phase "$1" -Dgroups=database -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip=true
}

mysql_phase() {
  local obstacle
  obstacle=$(mysql_obstacle)
  if [ -n "$obstacle" ]; then
    say "The database tests on a real MySQL cannot run here: $obstacle."
    [ "${CI:-}" != true ] && [ "$1" != required ] || broken=yes
    return
  fi
  if ! fetch_mysql || ! start_mysql; then
    say "MySQL could not be fetched or started. The end of $mysql_log:"
    tail -n 10 "$mysql_log" >&2 || true
    broken=yes
    return
  fi
  TEST_DATABASE_URL=$mysql_url database_phase "Database tests on $(in_mysql_root --version 2>/dev/null | grep -o 'Ver [0-9.]*' | sed 's/Ver/MySQL/')"
  stop_mysql
}

kind=all
modules=()
chosen=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --mysql) kind=mysql ;;
    --database | --module | --data | --port-offset)
      [ $# -gt 1 ] || wrong_usage "$1 needs a value."
      case $1 in
        --database) kind=database TEST_DATABASE_URL=$2 ;;
        --module) chosen=${chosen:+$chosen,}$2 ;;
      esac
      shift
      ;;
    *) wrong_usage "test does not know \"$1\"." ;;
  esac
  shift
done
[ -z "$chosen" ] || modules=(-pl "$chosen" -am)

find_jdk
find_maven
if [ -n "$(running_from_here)" ]; then
  fail 1 "an installation runs from this checkout, and its jars would be replaced. Stop it first: ./broker down"
fi
mkdir -p "$BROKER_HOME/.tools"
: >"$test_log"
trap stop_mysql EXIT
case $kind in
  all)
    need_programs "the browser tests" chromium
    need_programs "the TLS scans" sslscan
    need_programs "the replay proof" faketime
    need_programs "the sync proof" strace
    need_node
    phase "All tests" -Dstrict
    mysql_phase wanted
    ;;
  mysql) mysql_phase required ;;
  database)
    export TEST_DATABASE_URL
    database_phase "Database tests on the given database"
    ;;
esac

if [ -n "$broken" ] || [ "$failed" != 0 ]; then
  say "What failed is in $test_log:"
  grep -E '^\[ERROR\]' "$test_log" | head -n 40 >&2 || true
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ -z "$broken" ] && [ "$failed" = 0 ]
