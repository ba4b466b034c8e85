#!/usr/bin/env bash
# Browser tests need Chromium and a font. Installed here when we may, named exactly when we may not.
set -euo pipefail

packages=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || packages+=(chromium)
fc-list 2>/dev/null | grep -qi dejavu || packages+=(fonts-dejavu-core)
[ ${#packages[@]} -eq 0 ] && exit 0

install="apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "installing for the browser tests: ${packages[*]}"
    DEBIAN_FRONTEND=noninteractive bash -c "$install"
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    echo "installing for the browser tests: ${packages[*]}"
    sudo DEBIAN_FRONTEND=noninteractive bash -c "$install"
else
    echo "The browser tests need ${packages[*]}. Please run: sudo sh -c '$install'" >&2
    exit 1
fi
