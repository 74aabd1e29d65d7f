#!/usr/bin/env bash
# moto's server: the AWS API that the stand-in AWS plugin creates, reads and deletes on.
. "$(dirname "$0")/lib.sh"
version=5.2.5
# A virtual environment holds its own absolute path, so it cannot be built elsewhere and moved: a stamp marks it finished.
venv="$tools/moto-$version"
if [ ! -e "$venv/finished" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "moto[server,ec2,logs,iam,s3]==$version"
  touch "$venv/finished"
fi
publish "$venv/bin/moto_server"
