#!/usr/bin/env bash
# The independent judge of route origin validation in the end-to-end tests: Routinator's own code behind a pipe, from
# test/testbed/rov. Some two minutes on two cores.
. "$(dirname "$0")/lib.sh"
sources="$here/../../test/testbed/rov"
# Built again whenever its sources or one of the crates that they name change.
version="$(cat "$sources/Cargo.lock" "$sources/Cargo.toml" "$sources/src/main.rs" | sha256sum | cut -c 1-12)"
build() {
  cargo build --locked --manifest-path "$sources/Cargo.toml" --target-dir "$PWD/target"
  mv target/debug/rov-reference .
  rm -rf target
}
fresh "$tools/rov-$version" build
publish "$tools/rov-$version/rov-reference"
