#!/usr/bin/env bash
# The RPKI certificate authority that ROA requests are published to in the end-to-end tests: krill and its command line krillc.
. "$(dirname "$0")/lib.sh"
version=0.16.1
build() {
  cargo install krill --version "$version" --locked --root "$PWD" --target-dir "$PWD/target"
  rm -rf target
}
fresh "$tools/krill-$version" build
publish "$tools/krill-$version/bin/krill"
publish "$tools/krill-$version/bin/krillc"
