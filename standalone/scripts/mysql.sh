# shellcheck shell=bash
# A real MySQL for the database tests: fetched from Debian's unstable suite into a directory of its own (nothing of it is
# installed in the system), run in a chroot, bound to 127.0.0.1. Sourced by test.sh.

readonly mysql_root=$BROKER_HOME/.tools/mysql
readonly mysql_log=$BROKER_HOME/.tools/mysql.log
mysql_pid=
# Read by test.sh.
# shellcheck disable=SC2034
mysql_url=

# Says why MySQL cannot be had on this machine; nothing when it can.
mysql_obstacle() {
  if [ "$(id -u)" != 0 ]; then
    echo "it needs root, to unpack Debian packages and to chroot"
  elif ! command -v apt-get >/dev/null; then
    echo "it needs Debian, whose packages it takes"
  fi
}

fetch_mysql() {
  [ ! -x "$mysql_root/usr/sbin/mysqld" ] || return 0
  command -v mmdebstrap >/dev/null || install_packages mmdebstrap || return 1
  say "  fetching MySQL (about 450 MB)"
  local draft=$mysql_root.new
  rm -rf "$draft"
  mmdebstrap --quiet --mode=root --variant=extract --aptopt='Acquire::Check-Valid-Until "false"' \
    --include=mysql-server-core,libc-bin sid "$draft" >"$mysql_log" 2>&1 || return 1
  complete_root "$draft"
  mv "$draft" "$mysql_root"
}

# What the packages' own scripts would have made.
complete_root() {
  local name
  for name in bin sbin lib lib64; do
    [ -e "$1/$name" ] || ln -s "usr/$name" "$1/$name"
  done
  mkdir -p "$1/etc" "$1/tmp" "$1/var/lib"
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$1/etc/passwd"
  printf '127.0.0.1 localhost\n' >"$1/etc/hosts"
}

random_word() { od -An -N18 -tx1 /dev/urandom | tr -d ' \n'; }

free_port() {
  local port
  while port=$((RANDOM % 12000 + 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# Ends servers that an earlier run of this checkout has left.
stop_old_mysql() {
  local process
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/root" 2>/dev/null)" = "$mysql_root" ]; then
      kill -KILL "${process#/proc/}" 2>/dev/null || true
    fi
  done
  rm -rf "$mysql_root/var/lib/test" "$mysql_root/init.sql"
}

# Replaces the shell, so call it in one of its own: its process id is then the server's.
in_mysql_root() {
  exec chroot "$mysql_root" /usr/sbin/mysqld --no-defaults --user=root --datadir=/var/lib/test --secure-file-priv=NULL "$@"
}

# Starts it with an empty data directory and a user with a password; sets mysql_url.
start_mysql() {
  local password port
  password=$(random_word)
  port=$(free_port)
  stop_old_mysql
  (in_mysql_root --initialize-insecure) >>"$mysql_log" 2>&1 || return 1
  (
    umask 077
    cat >"$mysql_root/init.sql" <<SQL
ALTER USER root@localhost IDENTIFIED BY '$(random_word)';
CREATE USER broker_test@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO broker_test@'127.0.0.1' WITH GRANT OPTION;
CREATE DATABASE broker_test;
SQL
  )
  in_mysql_root --init-file=/init.sql --bind-address=127.0.0.1 --port="$port" --mysqlx=OFF --socket=/tmp/mysql.sock \
    --pid-file=/tmp/mysqld.pid --skip-name-resolve --skip-log-bin --default-time-zone=+00:00 \
    >>"$mysql_log" 2>&1 &
  mysql_pid=$!
  # shellcheck disable=SC2034
  mysql_url="mysql://broker_test:$password@127.0.0.1:$port/broker_test"
  await_mysql "$port"
}

await_mysql() {
  local left=300
  until (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
    left=$((left - 1))
    if [ "$left" = 0 ] || ! kill -0 "$mysql_pid" 2>/dev/null; then return 1; fi
    sleep 0.2
  done
  rm -f "$mysql_root/init.sql"
}

stop_mysql() {
  [ -n "$mysql_pid" ] || return 0
  kill "$mysql_pid" 2>/dev/null || true
  wait "$mysql_pid" 2>/dev/null || true
  mysql_pid=
  rm -rf "$mysql_root/var/lib/test"
}
