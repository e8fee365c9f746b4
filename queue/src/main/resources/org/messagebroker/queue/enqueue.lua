-- id, envelope, accepted at. Repeats change nothing, also just after the removal. The envelope is written last:
-- where it stands, the rest stands.
local id, envelope, at = unpack(ARGV)
if redis.call('HEXISTS', messages, id) == 0 and not redis.call('ZSCORE', removed, id) then
    redis.call('XADD', ready, '*', 'id', id)
    redis.call('ZADD', accepted, at, id)
    redis.call('HSET', messages, id, envelope)
end
return {redis.call('ZCARD', accepted)}
