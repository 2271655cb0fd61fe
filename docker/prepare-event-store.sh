#!/bin/sh
# Makes the application's user in an EventStoreDB or KurrentDB, and says what it may do: append to streams and read them,
# and read the stream of all events; no deleting, no metadata. May be repeated: nothing is made twice.
#
# Environment: EVENTSTORE_HTTP_URL such as https://host:2113 (its AtomPub must be enabled), EVENTSTORE_ADMIN_PASSWORD,
# EVENTSTORE_PASSWORD of the application's user, EVENTSTORE_CA_FILE with the certificate to trust (not for http).
set -eu

case "$EVENTSTORE_PASSWORD$EVENTSTORE_ADMIN_PASSWORD" in
  *[!A-Za-z0-9]*) echo 'Passwords of the event store have letters and digits only, as they stand in URLs: choose others.' >&2; exit 1 ;;
esac

# Sends a body until the answer has an expected status: at first the cluster may still be choosing its leader.
send() {
  path=$1 expected=$2 type=$3 body=$4 attempts=0
  while :; do
    status=$(curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' \
      ${EVENTSTORE_CA_FILE:+--cacert "$EVENTSTORE_CA_FILE"} --user "admin:$EVENTSTORE_ADMIN_PASSWORD" \
      --header "Content-Type: $type" --data-binary "$body" "$EVENTSTORE_HTTP_URL$path") || true
    case " $expected " in *" $status "*) return ;; esac
    attempts=$((attempts + 1))
    if [ "$attempts" -ge "${ATTEMPTS:-60}" ]; then
      echo "$EVENTSTORE_HTTP_URL$path answers $status: check that the event store runs, and EVENTSTORE_ADMIN_PASSWORD." >&2
      exit 1
    fi
    sleep 1
  done
}

EVENTS=application/vnd.kurrent.events+json

# 409: it is there already.
send /users/ '201 409' application/json \
  "{\"loginName\":\"outturn\",\"fullName\":\"Outturn\",\"groups\":[],\"password\":\"$EVENTSTORE_PASSWORD\"}"

# What holds for every stream that has no rules of its own. Administrators may always do everything.
send /streams/%24settings 201 $EVENTS '[{
  "eventId": "0d6f5a3c-9c54-4d0e-8a51-6d2f3b7e9a01", "eventType": "update-default-acl",
  "data": {
    "$userStreamAcl": { "$r": "outturn", "$w": "outturn", "$d": "$admins", "$mr": "$admins", "$mw": "$admins" },
    "$systemStreamAcl": { "$r": "$admins", "$w": "$admins", "$d": "$admins", "$mr": "$admins", "$mw": "$admins" }
  }
}]'

# Following needs the stream of all events. Whoever may read it reads the store's own events in it as well, such as the
# hashes of its users' passwords: so the store is for this application alone.
send /streams/%24all/metadata 201 $EVENTS '[{
  "eventId": "0d6f5a3c-9c54-4d0e-8a51-6d2f3b7e9a02", "eventType": "$metadata",
  "data": { "$acl": { "$r": "outturn", "$w": "$admins", "$d": "$admins", "$mr": "$admins", "$mw": "$admins" } }
}]'

echo 'The user outturn may append and read, and nothing else.'
