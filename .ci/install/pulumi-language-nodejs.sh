#!/usr/bin/env bash
# Pulumi's own Node language host, the last that builds from modules. It cannot start policy packs, so it is kept in a
# folder of its own: whoever wants it puts that folder on PATH.
. "$(dirname "$0")/lib.sh"
version=3.60.0
build() {
  local out="$PWD/pulumi-language-nodejs"
  cat >pulumi-language-nodejs-exec <<'EXEC'
#!/bin/sh
# What the host starts a program with: the run command of the program's own SDK.
exec node -e 'require(require.resolve("@pulumi/pulumi/cmd/run", { paths: [process.cwd()] }))' x "$@"
EXEC
  chmod +x pulumi-language-nodejs-exec
  cd "$here/../tools/pulumi-language-nodejs"
  go build -mod=readonly -trimpath -o "$out" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$version" \
    github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs
}
fresh "$tools/pulumi-language-nodejs-$version" build
ln -sfn "$tools/pulumi-language-nodejs-$version" "$tools/language-host"
