#!/usr/bin/env bash
# A Pulumi YAML language host. Pulumi's own is a Go module that not every module proxy serves, so the tests use another
# implementation of the language, which the Python package pulumi-rs-yaml (AGPL-3.0, here a tool for tests alone) brings as
# an executable.
. "$(dirname "$0")/lib.sh"
version=0.5.41
build() {
  python3 -m venv venv
  venv/bin/pip install --quiet --no-deps --target unpacked "pulumi-rs-yaml==$version"
  mv unpacked/pulumi_yaml_rs/bin/pulumi-language-yaml .
  rm -rf venv unpacked
  # It was linked on a newer system than Debian 12, and asks for that system's C library only by symbols that it can do
  # without (they are weak).
  python3 "$here/../tools/pulumi-language-yaml/weaken-version.py" pulumi-language-yaml GLIBC_2.39
  chmod +x pulumi-language-yaml
}
fresh "$tools/pulumi-language-yaml-$version" build
publish "$tools/pulumi-language-yaml-$version/pulumi-language-yaml"
