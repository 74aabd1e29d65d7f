#!/usr/bin/env bash
# nftables and network namespaces: the generated NAT-instance ruleset is loaded and tried with real packets.
. "$(dirname "$0")/lib.sh"
debian nftables iproute2 python3-venv
