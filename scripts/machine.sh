# What ./run, ./test and .ci/run need of the machine; sourced by them, never run by itself.
# Every function says what it does and why, and ends the script with a sentence a person can act on.

# Packages of Debian 12 and Ubuntu 22.04 or later, each with its reason.
BUILD_PACKAGES=(
    'g++:the C++ library and linker that Swift builds with'
    'git:fetches the Swift packages'
    'pkg-config:finds the libraries below'
    'libcurl4-openssl-dev:used by Swift itself'
    'libncurses-dev:used by Swift itself'
    'libxml2-dev:used by Swift itself'
    'tzdata:time zones'
    'libsqlite3-dev:the embedded database'
    'libzip-dev:reads the container of XLSX files'
    'libexpat1-dev:reads the XML inside XLSX files'
    'liblinear-dev:trains text classifiers'
    'libxlsxwriter-dev:writes the workbooks of reports'
    'zlib1g-dev:compresses what goes to browsers'
)
# What makes files of reports while the program runs; without them it says so and goes on.
PAPER_PACKAGES=(
    'weasyprint:makes PDF of reports'
    'librsvg2-bin:draws the charts in DOCX'
    'fonts-noto-cjk:Chinese letters for both, and for the browser in which the pages are tried'
)
# Ubuntu 22.04 has no such package and does without: its WeasyPrint could not use it.
case $(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}") in
jammy) ;;
*) PAPER_PACKAGES+=('libharfbuzz-subset0:cuts typefaces for PDF quickly and in little memory') ;;
esac
TEST_PACKAGES=(
    'chromium:the browser in which the pages are tried'
    'poppler-utils:reads PDF of reports again'
    'faketime:lets a server run tomorrow, for what only time brings'
    'python3-venv:an environment of its own for the scripts that drive it'
)

# The first Swift that reads this project's Package.swift.
SWIFT_NEEDED='6.2'

fail() {
    printf '\n%s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# need_packages 'name:reason'…  Installs those that are missing; asks apt nothing when none is.
need_packages() {
    local entry name missing=()
    command -v dpkg-query >/dev/null || fail "This is neither Debian nor Ubuntu: dpkg-query is missing." \
        "Install by hand what corresponds to: ${*%%:*}"
    for entry in "$@"; do
        name=${entry%%:*}
        [ "$(dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | head -n 1)" = installed ] || missing+=("$entry")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    echo "Installing system packages:"
    for entry in "${missing[@]}"; do printf '  %-22s %s\n' "${entry%%:*}" "${entry#*:}"; done
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        fail "Installing them takes root, and there is no sudo. As root, run:" "apt-get install -y ${missing[*]%%:*}"
    fi
    local log
    log=$(mktemp)
    if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q \
        && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]%%:*}"
    } >"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "The packages could not be installed; apt's last words are above." \
            "Without a network connection, or with an outdated list of mirrors, this is where it shows." \
            "By hand: apt-get update && apt-get install ${missing[*]%%:*}"
    fi
    rm -f "$log"
}

# Puts a fitting Swift on the PATH.
need_swift() {
    local place version
    if ! command -v swift >/dev/null; then
        for place in "$HOME/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/local/swift/usr/bin; do
            [ -x "$place/swift" ] && PATH="$place:$PATH" && break
        done
    fi
    command -v swift >/dev/null || fail "Swift is missing: OneDoor needs Swift $SWIFT_NEEDED or later." \
        "Get it with swiftly, as https://www.swift.org/install/linux/ shows:" \
        "curl -O https://download.swift.org/swiftly/linux/swiftly-\$(uname -m).tar.gz" \
        "tar zxf swiftly-\$(uname -m).tar.gz && ./swiftly init" \
        "Then start this again in a new shell."
    # "Swift version 6.3.1 (swift-6.3.1-RELEASE)"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || fail "$(command -v swift) does not say its version: it is broken, or a library is missing." \
        "Look at what this prints: swift --version"
    [ "$(printf '%s\n' "$SWIFT_NEEDED" "$version" | sort -V | head -n 1)" = "$SWIFT_NEEDED" ] || fail \
        "Swift $version is too old: OneDoor needs Swift $SWIFT_NEEDED or later." \
        "With swiftly: swiftly install latest && swiftly use latest" "Otherwise: https://www.swift.org/install/linux/"
}

# need_room FOLDER MEBIBYTES
need_room() {
    local free
    free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$2" ] || fail "There is too little room on the disk of $1: $free MiB free, $2 MiB needed."
}

# Whether something in the sources is newer than a file. A file that went away shows in its folder.
changed_since() {
    [ ! -e "$1" ] || [ -n "$(find Package.swift Sources -newer "$1" -print -quit)" ]
}

# Sets PYTHON to an interpreter that has what Tests/EndToEnd/requirements.txt names: the machine's own, or an
# environment under .build made for the purpose.
need_python() {
    local wanted='import playwright, axe_playwright_python, pytest' place=.build/python log
    PYTHON=python3
    "$PYTHON" -c "$wanted" 2>/dev/null && return 0
    PYTHON=$place/bin/python
    "$PYTHON" -c "$wanted" 2>/dev/null && return 0
    echo "Installing from PyPI into $place: playwright and axe drive and judge the pages, pytest runs the checks."
    rm -rf "$place"
    log=$(mktemp)
    if ! { python3 -m venv "$place" && "$PYTHON" -m pip install -q -r Tests/EndToEnd/requirements.txt; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "The Python packages could not be installed; pip's last words are above."
    fi
    rm -f "$log"
}
