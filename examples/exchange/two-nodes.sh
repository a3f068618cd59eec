#!/bin/sh
# Two nodes on one machine: publish with a withheld field, take over, take back, prove. Leaves nothing behind.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server"; rm -rf "${folder:?}"' EXIT
one() { shiome exchange "$@" --workspace "$folder/one"; }
other() { shiome exchange "$@" --workspace "$folder/other"; }
value() { python3 -c "import json,sys; print(json.load(sys.stdin)['$1'])"; }

key_one=$(one init one --party AAA --body watch --json | value key)
key_other=$(other init other --party BBB --body watch --json | value key)
one partner add other --party BBB --body watch --key "$key_other" --json | value token >"$folder/token"
other partner add one --party AAA --body watch --key "$key_one" >"$folder/unused"

one preview --file "$here/sighting.json" --tlp AMBER --to watch --field /abstract=RED
one publish --file "$here/sighting.json" --tlp AMBER --to watch --field /abstract=RED

shiome exchange serve --port 0 --lang en --workspace "$folder/one" 2>"$folder/server.log" & server=$!
until grep -q "answers at" "$folder/server.log"; do kill -0 "$server"; sleep 0.2; done
other subscribe one --url "$(sed -n 's/.* answers at //p' "$folder/server.log")" --token-file "$folder/token"
other sync
other list
one revoke note--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061
other sync
other list
other log one
one log other --export "$folder/evidence.json"
shiome exchange verify "$folder/evidence.json"
