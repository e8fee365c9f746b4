-- consumer, entries. Sets aside what cannot be read, with what is there of it.
for i = 2, #ARGV do
    local id = held(ARGV[i], ARGV[1])
    if id then
        leave(ARGV[i])
        redis.call('HSET', quarantine, id, redis.call('HGET', messages, id) or '')
        redis.call('HDEL', messages, id)
        redis.call('HDEL', attempts, id)
        redis.call('ZREM', accepted, id)
    end
end
return {}
