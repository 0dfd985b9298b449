# SPDX-License-Identifier: GPL-3.0-or-later
# What an administrator wrote into /etc/sidetone survives a newer package: the installed files are
# packed with packaging/deb/conffiles, installed into a root of their own by dpkg, edited, and
# installed anew with another default.
# rows: PROV-11
set -euo pipefail
build=${SIDETONE_BUILD_DIR:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# package VERSION: a package of what `cmake --install` puts there.
package() {
    local stage=$work/stage-$1
    mkdir -p "$stage/DEBIAN"
    DESTDIR=$stage cmake --install "$build" --prefix /usr --component configuration >"$work/install-$1.log"
    DESTDIR=$stage cmake --install "$build" --prefix /usr --component desktop >>"$work/install-$1.log"
    cp packaging/deb/conffiles "$stage/DEBIAN/conffiles"
    [[ $1 == 1 ]] || echo "# of version $1" >>"$stage/etc/sidetone/jabber-bootstrap.properties"
    printf 'Package: sidetone\nVersion: %s\nArchitecture: all\nMaintainer: Test <test@example.com>\nDescription: test\n' "$1" >"$stage/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$stage" "$work/sidetone-$1.deb" >/dev/null
}

install_package() {
    dpkg --root="$work/root" --force-not-root --force-bad-path --force-confdef --force-confold \
        --log="$work/dpkg.log" -i "$work/sidetone-$1.deb" >"$work/dpkg-$1.log" 2>&1 ||
        { cat "$work/dpkg-$1.log"; exit 1; }
}

mkdir -p "$work/root/var/lib/dpkg/info" "$work/root/var/lib/dpkg/updates"
touch "$work/root/var/lib/dpkg/status" "$work/root/var/lib/dpkg/available"
package 1
package 2
install_package 1
bootstrap=$work/root/etc/sidetone/jabber-bootstrap.properties
policy=$work/root/etc/sidetone/policy.d/10-office.conf
test -s "$bootstrap"
test -s "$work/root/usr/share/applications/sidetone.desktop"
test -s "$work/root/usr/share/sidetone/provision.html"
echo 'SERVICES_DOMAIN: office.example' >>"$bootstrap"
echo 'ServicesDomain: office.example' >"$policy"
install_package 2
grep -q '^SERVICES_DOMAIN: office.example$' "$bootstrap"
grep -q '^ServicesDomain: office.example$' "$policy"
grep -q 'of version 2' "$bootstrap.dpkg-dist" 2>/dev/null || ! grep -q 'of version 2' "$bootstrap"

# Installing over it by hand keeps it as well.
DESTDIR=$work/root cmake --install "$build" --prefix /usr --component configuration >/dev/null
grep -q '^SERVICES_DOMAIN: office.example$' "$bootstrap"
"$build/bin/sidetonectl" validate "$bootstrap" >/dev/null
"$build/bin/sidetonectl" validate "$policy" >/dev/null
if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate "$work/root/usr/share/applications/sidetone.desktop"
fi
