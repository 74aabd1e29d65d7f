# What every install script shares. A script names one tool and one version, builds or fetches it once into
# $LEASEHOLD_TOOLS/<name>-<version>/, and links its executables into $LEASEHOLD_TOOLS/bin, where the tests look.
# To add a tool, add one file NAME.sh beside this one: .ci/run runs them all, in the order of their names.
set -euo pipefail
tools="${LEASEHOLD_TOOLS:-$HOME/.cache/leasehold-tools}"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
mkdir -p "$tools/bin"

# publish FILE [NAME]: makes the executable FILE known as NAME in $tools/bin.
publish() {
  ln -sfn "$1" "$tools/bin/${2:-$(basename "$1")}"
}

# fresh DIR COMMAND…: runs COMMAND in an empty DIR.part that becomes DIR only when COMMAND succeeds, so that an
# interrupted build is never mistaken for a finished one. Does nothing when DIR is there.
fresh() {
  local dir="$1"
  shift
  if [ -d "$dir" ]; then return 0; fi
  rm -rf "$dir.part"
  mkdir -p "$dir.part"
  (cd "$dir.part" && "$@")
  mv "$dir.part" "$dir"
}

# debian PACKAGE…: installs what is missing of the Debian packages.
debian() {
  local missing=()
  for package in "$@"; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then missing+=("$package"); fi
  done
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
}
