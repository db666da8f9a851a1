#!/bin/sh
# Tells Felles which updates this server lacks. POSIX sh and what a Debian, RHEL or SUSE machine has; nothing to install.
#
#   felles-patch-report.sh enrol https://felles.example.no CODE    once, with a code from the server's page
#   felles-patch-report.sh report [--refresh]                      from then on, by timer
#   felles-patch-report.sh print                                   shows what would be sent, and sends nothing
#
# README.md stands beside it: what is counted as what, and how to let it run by itself.

set -u
LC_ALL=C
export LC_ALL
umask 077

home=${FELLES_HOME:-/etc/felles}
kept=$home/collector
tries=${FELLES_TRIES:-5}
pause=${FELLES_PAUSE:-10}
work=

say() { printf '%s\n' "$*"; }
# 1: refused, and trying again would not help; 75: not now, try again later (EX_TEMPFAIL).
fail() {
  printf 'felles-patch-report: %s\n' "$2" >&2
  exit "$1"
}
has() { command -v "$1" >/dev/null 2>&1; }
tidy() { [ -z "$work" ] || rm -rf "$work"; }
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- what this machine lacks: lines of id, title, version, severity, security, CVEs, state, released, held, by tab

source_of() {
  case ${FELLES_SOURCE:-} in
    apt | dnf | zypper) say "$FELLES_SOURCE" ;;
    '')
      if has apt-get; then say apt
      elif has dnf; then say dnf
      elif has zypper; then say zypper
      else fail 1 'this machine has neither apt, dnf nor zypper'; fi
      ;;
    *) fail 2 'FELLES_SOURCE is apt, dnf or zypper' ;;
  esac
}

refresh() {
  case $1 in
    apt) apt-get -qq update ;;
    dnf) dnf -q makecache ;;
    zypper) zypper --non-interactive --quiet refresh ;;
  esac >"$work/refresh" 2>&1 || fail 75 "$1 cannot fetch its lists: $(tail -n 1 "$work/refresh")"
}

# What `apt-get dist-upgrade` would install, and what is held back. Security is told by the archive a version comes from: any
# that is newer than the installed one counts, also when a later one from another archive is the one to be installed.
from_apt() {
  apt-get -s -o Debug::NoLocking=1 dist-upgrade >"$work/plan" 2>"$work/error" ||
    fail 75 "apt cannot say what is missing, so nothing is reported: $(tail -n 1 "$work/error")"
  apt-mark showhold >"$work/held" 2>/dev/null || : >"$work/held"
  dpkg-query -W -f '${Package}\t${Architecture}\t${Version}\t${db:Status-Abbrev}\n' >"$work/installed" 2>/dev/null ||
    fail 75 'dpkg cannot say what is installed, so nothing is reported'
  awk '$1 == "Inst" { print $2 }' "$work/plan" | cat - "$work/held" | sort -u >"$work/asked"
  : >"$work/policy"
  # shellcheck disable=SC2046 # names of packages, one each
  [ ! -s "$work/asked" ] || apt-cache policy $(cat "$work/asked") >"$work/policy" 2>/dev/null ||
    fail 75 'apt cannot say where updates come from, so nothing is reported'
  awk -F '\t' -v native="$(dpkg --print-architecture)" -v plan="$work/plan" -v policy="$work/policy" -v heldfile="$work/held" '
    function from_security(origin) { return origin ~ /[Ss]ecurity/ || origin ~ /UbuntuESM/ }
    BEGIN {
      OFS = "\t"
      while ((getline line < heldfile) > 0) held[line] = 1
      # Inst name [installed] (candidate origin, origin [arch])
      while ((getline line < plan) > 0) {
        if (split(line, word, " ") < 3 || word[1] != "Inst") continue
        name = word[2]
        open = index(line, " (")
        inside = substr(line, open + 2)
        sub(/\).*$/, "", inside)
        version = inside
        sub(/ .*$/, "", version)
        missing[name] = version
        if (from_security(substr(inside, length(version) + 1))) secure[name] = 1
      }
      # The table of versions goes from the newest down; *** is the installed one.
      while ((getline line < policy) > 0) {
        if (line ~ /^[^ ].*:$/) { name = substr(line, 1, length(line) - 1); newer = 0; candidate = ""; continue }
        if (line ~ /^  Installed:/) { split(line, word, " "); here = word[2] }
        else if (line ~ /^  Candidate:/) { split(line, word, " "); candidate = word[2] }
        else if (line ~ /^  Version table:/) newer = 1
        else if (line ~ /^ \*\*\*/) newer = 0
        else if (newer && line ~ /^ +-?[0-9]+ [a-z+]+:/ && from_security(line)) secure[name] = 1
        if (candidate != "" && candidate != "(none)" && candidate != here && (name in held)) missing[name] = candidate
      }
      for (name in missing) {
        security = (name in secure) ? "true" : "false"
        print name, name, missing[name], "unknown", security, "", "missing", "", (name in held) ? "true" : "false"
      }
    }
    $4 ~ /^.i/ {
      name = ($2 == native || $2 == "all") ? $1 : $1 ":" $2
      if (!(name in missing)) print name, name, $3, "unknown", "false", "", "installed", "", "false"
    }' "$work/installed"
}

# What `dnf upgrade` would install; security, severity and CVEs as the advisories have them.
from_dnf() {
  dnf -q check-update >"$work/plan" 2>"$work/error"
  code=$?
  [ $code -eq 0 ] || [ $code -eq 100 ] ||
    fail 75 "dnf cannot say what is missing, so nothing is reported: $(tail -n 1 "$work/error")"
  dnf -q updateinfo list --security --with-cve >"$work/advisories" 2>"$work/error" ||
    fail 75 "dnf cannot say what is security, so nothing is reported: $(tail -n 1 "$work/error")"
  dnf -q updateinfo list --security >>"$work/advisories" 2>/dev/null
  rpm -qa --qf '%{NAME}.%{ARCH}\t%{EVR}\n' >"$work/installed" 2>/dev/null ||
    fail 75 'rpm cannot say what is installed, so nothing is reported'
  awk -F '\t' -v plan="$work/plan" -v advisories="$work/advisories" '
    function rank(word) { return index("unknown low moderate important critical", word) }
    BEGIN {
      OFS = "\t"
      # CVE-2026-1 Important/Sec. name-1:2-3.el9.x86_64, or in dnf 5: CVE-2026-1 security Important name-2-3.fc41.x86_64 date
      while ((getline line < advisories) > 0) {
        n = split(line, word, " ")
        grade = ""; package = ""
        for (i = 2; i <= n; i++) {
          if (word[i] ~ /\/Sec\.$/) { grade = word[i]; sub(/\/.*/, "", grade) }
          else if (word[i] ~ /^(Critical|Important|Moderate|Low|None|Unknown)$/) grade = word[i]
          else if (word[i] ~ /-[^-]+-[^-]+\.[^.]+$/ && package == "" && word[i] !~ /^[0-9]+-/) package = word[i]
        }
        if (package == "") continue
        arch = package; sub(/^.*\./, "", arch)
        sub(/\.[^.]+$/, "", package); sub(/-[^-]+-[^-]+$/, "", package)
        name = package "." arch
        secure[name] = 1
        grade = tolower(grade)
        if (rank(grade) > 0 && rank(grade) > rank(severity[name])) severity[name] = grade
        if (word[1] ~ /^CVE-[0-9]+-[0-9]+$/ && !((name, word[1]) in told)) {
          told[name, word[1]] = 1
          cves[name] = cves[name] (cves[name] == "" ? "" : " ") word[1]
        }
      }
      # name.arch version repository; what comes after a heading is something else
      while ((getline line < plan) > 0) {
        if (line ~ /^Obsoleting/) break
        if (split(line, word, " ") != 3 || word[1] !~ /\.[a-z0-9_]+$/) continue
        name = word[1]
        missing[name] = word[2]
      }
      for (name in missing) {
        grade = (name in severity) ? severity[name] : "unknown"
        print name, name, missing[name], grade, (name in secure) ? "true" : "false", cves[name], "missing", "", "false"
      }
    }
    $1 !~ /^gpg-pubkey/ && !($1 in missing) && !($1 in seen) { seen[$1] = 1; print $1, $1, $2, "unknown", "false", "", "installed", "", "false" }
  ' "$work/installed"
}

# Patches as SUSE puts them together, with category, severity and CVEs; and the packages that have a newer version.
from_zypper() {
  zypper --non-interactive --quiet --xmlout list-patches >"$work/patches" 2>"$work/error" ||
    fail 75 "zypper cannot say what is missing, so nothing is reported: $(tail -n 1 "$work/error")"
  zypper --non-interactive --quiet --xmlout list-updates >"$work/plan" 2>"$work/error" ||
    fail 75 "zypper cannot say what is missing, so nothing is reported: $(tail -n 1 "$work/error")"
  rpm -qa --qf '%{NAME}.%{ARCH}\t%{EVR}\n' >"$work/installed" 2>/dev/null ||
    fail 75 'rpm cannot say what is installed, so nothing is reported'
  cat "$work/patches" "$work/plan" | awk -v installed="$work/installed" '
    function attribute(name,    at, rest) {
      at = index($0, " " name "=\"")
      if (!at) return ""
      rest = substr($0, at + length(name) + 3)
      return plain(substr(rest, 1, index(rest, "\"") - 1))
    }
    function plain(text) {
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text); gsub(/&amp;/, "\\&", text)
      gsub(/[\t\r\n]+/, " ", text)
      return text
    }
    function done() {
      if (id != "" && !(id in listed)) {
        listed[id] = 1
        if (length(title) > 250) { title = substr(title, 1, 250); sub(/[\300-\377][\200-\277]*$/, "", title) }
        print id, title == "" ? id : title, version, severity, security, cves, "missing", released, "false"
      }
      id = ""
    }
    BEGIN { RS = "<"; OFS = "\t" }
    /^update / {
      done()
      patch = attribute("kind") == "patch"
      id = patch ? attribute("name") : attribute("name") "." attribute("arch")
      title = patch ? "" : id
      version = attribute("edition")
      severity = attribute("severity")
      if (severity !~ /^(critical|important|moderate|low)$/) severity = "unknown"
      security = attribute("category") == "security" ? "true" : "false"
      cves = ""; released = ""
    }
    /^summary>/ && id != "" { title = plain(substr($0, 9)) }
    /^issue / && attribute("type") == "cve" {
      name = attribute("id")
      if (name ~ /^CVE-[0-9]+-[0-9]+$/ && index(" " cves " ", " " name " ") == 0) cves = cves (cves == "" ? "" : " ") name
    }
    /^\/update>/ { done() }
    END {
      done()
      while ((getline line < installed) > 0) {
        split(line, part, "\t")
        if (part[1] !~ /^gpg-pubkey/ && !(part[1] in listed)) {
          listed[part[1]] = 1
          print part[1], part[1], part[2], "unknown", "false", "", "installed", "", "false"
        }
      }
    }'
}

# ---- what else a report says

reboot_pending() {
  [ -z "${FELLES_NO_REBOOT_CHECK:-}" ] || { say false; return; }
  if [ -e "${FELLES_ROOT:-}/var/run/reboot-required" ]; then say true; return; fi
  if [ "$1" = dnf ] && has needs-restarting; then
    if needs-restarting -r >/dev/null 2>&1; then say false; else say true; fi
    return
  fi
  if [ "$1" = zypper ]; then
    zypper needs-rebooting >/dev/null 2>&1
    if [ $? -eq 102 ]; then say true; return; fi
  fi
  # Another kernel than the newest one here is running. In a container there is none here.
  newest=$(for kernel in "${FELLES_ROOT:-}"/boot/vmlinu[xz]-*; do
    case $kernel in *'*' | *rescue*) ;; *) say "${kernel##*/vmlinu?-}" ;; esac
  done | sort -V | tail -n 1)
  if [ -n "$newest" ] && [ "$newest" != "$(uname -r)" ]; then say true; else say false; fi
}

report_json() {
  source=$(source_of) || exit $?
  [ -z "${refreshing:-}" ] || refresh "$source"
  scanned=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  "from_$source" >"$work/lines" || exit $?
  release=${FELLES_ROOT:-}/etc/os-release
  name=$(sed -n 's/^NAME=//p' "$release" 2>/dev/null | tr -d '"')
  version=$(sed -n 's/^VERSION_ID=//p' "$release" 2>/dev/null | tr -d '"')
  if [ "$source" = apt ] && [ -r "${FELLES_ROOT:-}/etc/debian_version" ] && [ "${name#Debian}" != "$name" ]; then
    version=$(cat "${FELLES_ROOT:-}/etc/debian_version")
  fi
  awk -F '\t' -v scanned="$scanned" -v source="$source" -v name="${name:-Linux}" -v version="${version:--}" -v reboot="$(reboot_pending "$source")" '
    function quoted(text,    code, letter, out, i) {
      gsub(/\\/, "\\\\", text)
      gsub(/"/, "\\\"", text)
      if (text ~ /[\001-\037\177]/) {
        out = ""
        for (i = 1; i <= length(text); i++) {
          letter = substr(text, i, 1)
          out = out ((letter in control) ? sprintf("\\u%04x", control[letter]) : letter)
        }
        text = out
      }
      return "\"" text "\""
    }
    function list(words,    part, n, i, out) {
      n = split(words, part, " ")
      for (i = 1; i <= n; i++) out = out (i > 1 ? "," : "") quoted(part[i])
      return "[" out "]"
    }
    BEGIN {
      for (code = 1; code < 32; code++) control[sprintf("%c", code)] = code
      control[sprintf("%c", 127)] = 127
      printf "{\"scannedAt\":%s,\"source\":%s,\"osName\":%s,\"osVersion\":%s,\"rebootPending\":%s,\"updates\":[", \
        quoted(scanned), quoted(source), quoted(name), quoted(version), reboot
    }
    {
      printf "%s{\"id\":%s,\"title\":%s,\"version\":%s,\"severity\":\"%s\",\"security\":%s,\"cves\":%s,\"state\":\"%s\",\"releasedAt\":%s%s}", \
        (NR > 1 ? "," : ""), quoted($1), quoted($2), ($3 == "" ? "null" : quoted($3)), $4, $5, list($6), $7, \
        ($8 == "" ? "null" : quoted($8)), ($9 == "true" ? ",\"held\":true" : "")
    }
    END { print "]}" }' "$work/lines"
}

# ---- speaking with Felles

# The token goes by a file only root reads: arguments are seen by everybody on the machine.
post() { # address, file with the body, token; the status in $work/status, the answer in $work/answer
  : >"$work/answer"
  language=${LANG:-en}
  language=${language%%_*}
  if has curl && [ -z "${FELLES_USE_WGET:-}" ]; then
    {
      [ -z "$3" ] || printf 'header = "Authorization: Bearer %s"\n' "$3"
      printf 'header = "Content-Type: application/json"\nheader = "Accept-Language: %s"\n' "$language"
      printf 'url = "%s"\n' "$1"
    } >"$work/request"
    curl -sS -K "$work/request" --data-binary "@$2" --max-time 120 -o "$work/answer" -w '%{http_code}' \
      >"$work/status" 2>"$work/error" || say 000 >"$work/status"
  elif has wget; then
    {
      [ -z "$3" ] || printf 'header = Authorization: Bearer %s\n' "$3"
      printf 'header = Content-Type: application/json\nheader = Accept-Language: %s\n' "$language"
    } >"$work/request"
    wget -q -S --config="$work/request" --content-on-error --tries=1 --timeout=120 --post-file="$2" -O "$work/answer" "$1" \
      2>"$work/error"
    sed -n 's/^ *HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$work/error" | tail -n 1 >"$work/status"
    [ -s "$work/status" ] || say 000 >"$work/status"
  else
    fail 1 'this machine has neither curl nor wget'
  fi
}

field() { sed -n "s/.*\"$1\":\"\\(\\([^\"\\\\]\\|\\\\.\\)*\\)\".*/\\1/p" "$work/answer" | sed 's/\\"/"/g; s/\\\\/\\/g'; }

# Tries again when it is worth it, later and later and not all at once with the others.
send() { # address, file with the body, token, what a plain 401 means
  try=1
  wait=$pause
  while :; do
    post "$1" "$2" "$3"
    status=$(cat "$work/status")
    case $status in
      2??) return 0 ;;
      000 | 429 | 5??) ;;
      *)
        detail=$(field detail)
        # wget keeps no answer that says 401, so what that means here is said in its place.
        [ "$status" != 401 ] || detail=${detail:-$4}
        fail 1 "${detail:-refused with status $status}"
        ;;
    esac
    if [ "$try" -ge "$tries" ]; then
      detail=$(field detail)
      fail 75 "${detail:-no answer from $1 (status $status) $(tail -n 1 "$work/error" 2>/dev/null)}"
    fi
    sleep $((wait + $$ % (wait + 1)))
    try=$((try + 1))
    wait=$((wait * 3))
  done
}

safe_address() {
  case $1 in
    https://* | http://localhost | http://localhost:* | http://127.0.0.1 | http://127.0.0.1:*) ;;
    http://*) fail 2 'a token is only sent by https' ;;
    *) fail 2 'the address begins with https://' ;;
  esac
  case $1 in *[!A-Za-z0-9._:/-]*) fail 2 'that is no address' ;; esac
}

enrol() {
  address=${1%/}
  safe_address "$address"
  case $2 in *[!A-Za-z0-9-]* | '') fail 2 'a code is letters and digits' ;; esac
  printf '{"code":"%s"}' "$2" >"$work/body"
  send "$address/api/collectors" "$work/body" '' \
    'It has been used, has expired or is misspelt. Ask for a new one on the page of the server in Felles.'
  token=$(field token)
  [ -n "$token" ] || fail 1 "$address answers, but not as Felles does"
  mkdir -p "$home" || fail 1 "$home cannot be made"
  # A new file and then its name: nobody reads half a token.
  if ! { printf '%s\n%s\n' "$address" "$token" >"$kept.new" && chmod 600 "$kept.new" && mv "$kept.new" "$kept"; }; then
    fail 1 "$kept cannot be written"
  fi
  say "Enrolled as $(field server). The token is kept in $kept."
}

report() {
  [ -r "$kept" ] || fail 1 "this server is not enrolled: $kept is missing. Ask for a code on its page in Felles"
  { read -r address; read -r token; } <"$kept"
  report_json >"$work/body" || exit $?
  send "$address/api/patch-reports" "$work/body" "$token" \
    'The token has been withdrawn or belongs to no server here; enrol the server again with a new code.'
  say "Reported: $(grep -o '"state":"missing"' "$work/body" | wc -l | tr -d ' ') missing. $(cat "$work/answer")"
}

usage() { fail 2 'use: enrol <address> <code> | report [--refresh] | print [--refresh]'; }

work=$(mktemp -d) || fail 1 'no room for temporary files'
act=${1:-}
[ $# -eq 0 ] || shift
case $act in
  enrol)
    [ $# -eq 2 ] || usage
    enrol "$1" "$2"
    ;;
  report | print)
    case ${1:-} in --refresh) refreshing=1 ;; '') ;; *) usage ;; esac
    if [ "$act" = print ]; then report_json; else report; fi
    ;;
  *) usage ;;
esac
