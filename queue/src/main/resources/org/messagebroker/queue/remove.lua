-- consumer, entries.
local time = now()
for i = 2, #ARGV do
    local id = held(ARGV[i], ARGV[1])
    if id then
        leave(ARGV[i])
        redis.call('HDEL', messages, id)
        redis.call('HDEL', attempts, id)
        redis.call('ZREM', accepted, id)
        redis.call('ZADD', removed, time, id)
    end
end
redis.call('ZREMRANGEBYSCORE', removed, '-inf', time - 60000)
return {}
