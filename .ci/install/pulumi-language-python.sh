#!/usr/bin/env bash
# Pulumi's own Python language host, the last that builds from modules, and beside it an environment with Pulumi's Python
# SDK, which its programs run in.
. "$(dirname "$0")/lib.sh"
version=3.60.0
sdk=3.258.0
build() {
  local out="$PWD/pulumi-language-python"
  cd "$here/../tools/pulumi-language-python"
  go build -mod=readonly -trimpath -o "$out" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$version" \
    github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python
  # What the host starts a program with comes in the same module.
  cp "$(go list -mod=readonly -m -f '{{.Dir}}' github.com/pulumi/pulumi/sdk/v3)/python/cmd/pulumi-language-python-exec" "$out-exec"
  chmod +wx "$out-exec"
}
fresh "$tools/pulumi-language-python-$version" build
publish "$tools/pulumi-language-python-$version/pulumi-language-python"
publish "$tools/pulumi-language-python-$version/pulumi-language-python-exec"

# A virtual environment holds its own absolute path, so it cannot be built elsewhere and moved: a stamp marks it finished.
venv="$tools/pulumi-python-$sdk"
if [ ! -e "$venv/finished" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "pulumi==$sdk" setuptools wheel
  touch "$venv/finished"
fi
ln -sfn "$venv" "$tools/pulumi-python"
