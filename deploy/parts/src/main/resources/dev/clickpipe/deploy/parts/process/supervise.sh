# Runs one part and ends it when the launcher is gone.
#
# Arguments: seconds of grace, file for the part's process id, the command.
# Standard input is a pipe whose other end only the launcher holds: it closes when the launcher closes it,
# and also when the launcher dies of SIGKILL, which no handler inside the launcher could answer.
# The part gets the same pipe as its standard input. Where setpriv is at hand, the kernel ends the part when
# this supervisor itself is killed.
grace=$1
process_id_file=$2
shift 2
exec 3<&0
if setpriv --pdeathsig KILL true 2>/dev/null; then
    set -- setpriv --pdeathsig KILL "$@"
fi
"$@" <&3 3<&- &
part=$!
echo "$part" >"$process_id_file.new" && mv "$process_id_file.new" "$process_id_file"
trap 'kill -TERM "$part" 2>/dev/null' TERM INT HUP
(
    trap '' TERM INT HUP
    while read -r ignored; do :; done <&3
    kill -TERM "$part" 2>/dev/null
    waited=0
    while [ "$waited" -lt "$grace" ] && kill -0 "$part" 2>/dev/null; do
        sleep 1
        waited=$((waited + 1))
    done
    kill -KILL "$part" 2>/dev/null
) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
while :; do
    wait "$part"
    status=$?
    kill -0 "$part" 2>/dev/null || break
done
kill -KILL "$watcher" 2>/dev/null
rm -f "$process_id_file"
exit "$status"
