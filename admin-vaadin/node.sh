#!/bin/sh
# Makes the Node.js tool chain that the page bundle is built with, in .tools/node/ at the top of the checkout:
#
#     bin/node  bin/npm  bin/npx  lib/node_modules/npm/
#
# That is the layout Vaadin's Maven plugin looks for in its setting vaadin.node.folder (= .tools/node/bin).
# Node.js must be 24 or later. The machine's own is used when it is; otherwise the npm packages node@24 and npm@11
# are installed through the machine's npm, with whatever registry that npm is set up for.
#
# Contract: no arguments; may be called any number of times and from any directory; does nothing (milliseconds) when
# the tool chain is there; writes progress to standard error and nothing to standard output; leaves nothing half-made.
# Exit code 0: the tool chain is there. 1: it could not be made, and the last line says why and what to do.
# Maven calls it before it builds the pages, so nobody has to; a start script may call it earlier to show progress.
set -eu

VERSION=24
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
DIR="$ROOT/.tools/node"

fail() {
    echo "node.sh: $1" >&2
    exit 1
}

# The major version of a node, 0 when there is none.
major() {
    "$1" --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p' | grep . || echo 0
}

complete() {
    [ "$(major "$DIR/bin/node")" -ge "$VERSION" ] && [ -f "$DIR/lib/node_modules/npm/bin/npm-cli.js" ] \
        && [ -e "$DIR/bin/npm" ] && [ -e "$DIR/bin/npx" ]
}

complete && exit 0

command -v npm >/dev/null 2>&1 || fail "npm is missing. Install Node.js with npm (Debian: apt-get install nodejs npm), then repeat."

mkdir -p "$ROOT/.tools"
NEW=$(mktemp -d "$ROOT/.tools/node-new-XXXXXX")
trap 'rm -rf "$NEW"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$NEW/bin" "$NEW/lib/node_modules"

if [ "$(major node)" -ge "$VERSION" ] && [ -f "$(npm root -g 2>/dev/null)/npm/bin/npm-cli.js" ]; then
    ln -s "$(command -v node)" "$NEW/bin/node"
    ln -s "$(npm root -g 2>/dev/null)/npm" "$NEW/lib/node_modules/npm"
else
    echo "node.sh: installing Node.js $VERSION for building the pages (once, about 60 MB)" >&2
    npm install --prefix "$NEW/fetched" --no-save --no-audit --no-fund --loglevel=error "node@$VERSION" npm@11 >&2 \
        || fail "npm could not install node@$VERSION. Check 'npm config get registry' and the network, then repeat."
    mv "$NEW"/fetched/node_modules/npm "$NEW/lib/node_modules/npm"
    BINARY=$(find "$NEW/fetched/node_modules" -path '*/bin/node' -type f | head -n 1)
    [ -n "$BINARY" ] || fail "the npm package node@$VERSION holds no program for this machine. Install Node.js $VERSION or later by hand."
    cp "$BINARY" "$NEW/bin/node"
    chmod 755 "$NEW/bin/node"
    rm -rf "$NEW/fetched"
fi
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$NEW/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$NEW/bin/npx"
"$NEW/bin/node" "$NEW/lib/node_modules/npm/bin/npm-cli.js" --version >/dev/null 2>&1 \
    || fail "the installed Node.js does not run on this machine. Install Node.js $VERSION or later by hand."

# Two builds may get here at the same time: the first one's result stays.
if ! complete; then
    rm -rf "$DIR"
    mv "$NEW" "$DIR" 2>/dev/null || complete || fail "could not put the tool chain in place at $DIR."
    chmod 755 "$DIR"
fi
