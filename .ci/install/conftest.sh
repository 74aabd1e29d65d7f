#!/usr/bin/env bash
# Conftest is the peer of `npm run bench -- check`. Users never need it.
. "$(dirname "$0")/lib.sh"
version=0.71.1
build() {
  GOBIN="$PWD" go install -ldflags "-s -w -X github.com/open-policy-agent/conftest/internal/version.Version=$version" \
    "github.com/open-policy-agent/conftest@v$version"
}
fresh "$tools/conftest-$version" build
publish "$tools/conftest-$version/conftest"
