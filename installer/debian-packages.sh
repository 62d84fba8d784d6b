#!/bin/sh
# Make sure the Debian packages that the application (run), its tests (test) or its timings (bench) need are here:
# installed when we are root, else named in the one line to run. Other systems are left alone.
set -eu
command -v dpkg-query >/dev/null || exit 0

run="python3-venv libgl1 libegl1 libfontconfig1 libdbus-1-3 libxkbcommon0 libglib2.0-0 libxkbcommon-x11-0
     libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-xkb1"
bench="libreoffice-calc libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
test="xvfb xauth xdotool x11-utils poppler-utils qpdf age gnome-keyring dbus
      libpdfbox2-java libcommons-logging-java libactivation-java libjaxb-api-java default-jre-headless softhsm2 samba"

case "$1" in
  run) wanted=$run ;;
  test) wanted="$run $test" ;;
  bench) wanted="$run $test $bench" ;;
esac

# A python3 that is not Debian's brings its own venv.
[ "$(command -v python3)" = /usr/bin/python3 ] || wanted=$(echo "$wanted" | sed 's/python3-venv//')

missing=""
for package in $wanted; do
  dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
  echo "Installing:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of names
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "Some packages are missing. Please run:" >&2
  echo "  sudo apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
