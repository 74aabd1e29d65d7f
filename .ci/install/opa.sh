#!/usr/bin/env bash
# OPA tests, formats, checks and compiles the rules. Users never need it.
. "$(dirname "$0")/lib.sh"
version=1.22.2
build() {
  GOBIN="$PWD" go install "github.com/open-policy-agent/opa@v$version"
}
fresh "$tools/opa-$version" build
publish "$tools/opa-$version/opa"
