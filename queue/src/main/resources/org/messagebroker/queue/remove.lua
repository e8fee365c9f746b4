-- consumer; then an entry and its id each.
local time = now()
local entries, ids = entries_and_ids(held(ARGV[1], 2, 2))
if #ids > 0 then
    leave(entries)
    redis.call('HDEL', messages, unpack(ids))
    redis.call('HDEL', attempts, unpack(ids))
    redis.call('HDEL', epochs, unpack(ids))
    redis.call('ZREM', accepted, unpack(ids))
    local marks = {}
    for _, id in ipairs(ids) do
        marks[#marks + 1] = time
        marks[#marks + 1] = id
    end
    redis.call('ZADD', removed, unpack(marks))
end
redis.call('ZREMRANGEBYSCORE', removed, '-inf', time - 60000)
return {}
