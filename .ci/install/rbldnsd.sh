#!/usr/bin/env bash
# rbldnsd serves blocklists on loopback, for the observer of reputation.
. "$(dirname "$0")/lib.sh"
debian rbldnsd
publish /usr/sbin/rbldnsd
