#!/usr/bin/env bash
# Peers of the benchmarks: ripgrep searches the tree that `leasehold scan` reads, dig asks what a drift run asks.
. "$(dirname "$0")/lib.sh"
debian ripgrep bind9-dnsutils
publish /usr/bin/rg
publish /usr/bin/dig
