#!/usr/bin/env bash
# systemd-analyze verifies the units of docs/scheduling.md.
. "$(dirname "$0")/lib.sh"
debian systemd
publish /usr/bin/systemd-analyze
