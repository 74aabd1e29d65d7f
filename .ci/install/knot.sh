#!/usr/bin/env bash
# Knot serves reverse and forward zones on loopback, for the observer of DNS.
. "$(dirname "$0")/lib.sh"
debian knot
publish /usr/sbin/knotd
publish /usr/sbin/knotc
