-- number of shards here. Answers the number with which the queue was installed; a queue of before there were several has 1.
local sequence, shards = unpack(KEYS, 10)
if redis.call('EXISTS', shards) == 0 then
    redis.call('SET', shards, redis.call('EXISTS', sequence) == 1 and 1 or ARGV[1])
end
return {tonumber(redis.call('GET', shards))}
