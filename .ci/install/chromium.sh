#!/usr/bin/env bash
# Chromium: the HTML report is opened, used by keyboard, printed and checked for accessibility in a real browser.
. "$(dirname "$0")/lib.sh"
debian chromium
publish "$(command -v chromium)"
