#!/usr/bin/env bash
# The RPKI validator, and rsync, which it fetches with: what relying parties see of the ROAs that the tests publish.
. "$(dirname "$0")/lib.sh"
debian rpki-client rsync
# Not what PATH finds: it begins with the folder of the links, and a second run would link the link to itself.
publish "$(dpkg -L rpki-client | grep -E '/s?bin/rpki-client$')"
publish /usr/bin/rsync
