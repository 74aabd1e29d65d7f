#!/usr/bin/env bash
# GoBGP, daemon and command: the lessee's own announcements are made with it, on loopback and without a BGP port.
. "$(dirname "$0")/lib.sh"
debian gobgpd
publish /usr/bin/gobgpd
publish /usr/bin/gobgp
