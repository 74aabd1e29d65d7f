#!/usr/bin/env bash
# Chromium: the HTML report is opened, used by keyboard, printed and checked for accessibility in a real browser.
. "$(dirname "$0")/lib.sh"
debian chromium
# Not what PATH finds: it begins with the folder of the links, and a second run would link the link to itself.
publish /usr/bin/chromium
