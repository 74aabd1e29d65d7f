#!/bin/sh
# Any CI that runs a shell in a checkout: Jenkins, Buildkite, a cron job. Prints the report, and leaves the others as files.
# Ends with the exit code of leasehold: 0 nothing, 1 findings, 2 nothing could be judged.
set -eu

# The history up to where the change started, from which settings, waivers, approvers and register are read.
target="${TARGET_BRANCH:-main}"
git fetch --quiet --no-tags origin "+refs/heads/$target:refs/remotes/origin/$target"
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then git fetch --quiet --unshallow origin; fi
base="$(git merge-base HEAD "refs/remotes/origin/$target")"

cd infra
mkdir -p reports
pulumi preview --json --show-sames --non-interactive --stack dev >reports/dev.json
npx leasehold check --base "$base" \
  --report junit=reports/leasehold.xml \
  --report sarif=reports/leasehold.sarif \
  --report markdown=reports/leasehold.md \
  --report html=reports/leasehold.html \
  reports/dev.json
