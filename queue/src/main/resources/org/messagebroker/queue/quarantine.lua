-- consumer; then an entry and its id each. Sets aside what cannot be read, with what is there of it.
local entries, ids = entries_and_ids(held(ARGV[1], 2, 2))
for i, id in ipairs(ids) do
    leave({entries[i]})
    redis.call('HSET', quarantine, id, redis.call('HGET', messages, id) or '')
    redis.call('HDEL', messages, id)
    redis.call('HDEL', attempts, id)
    redis.call('HDEL', epochs, id)
    redis.call('ZREM', accepted, id)
end
return {}
