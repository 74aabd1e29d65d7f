#!/usr/bin/env bash
# The Pulumi engine, from its Go modules (six minutes on two cores). .ci/tools/pulumi pins them: to move to another
# version, change it there with `go get` and here.
. "$(dirname "$0")/lib.sh"
version=3.258.0
build() {
  local out="$PWD/pulumi"
  cd "$here/../tools/pulumi"
  go build -mod=readonly -trimpath -o "$out" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$version" \
    github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
}
fresh "$tools/pulumi-$version" build
publish "$tools/pulumi-$version/pulumi"
