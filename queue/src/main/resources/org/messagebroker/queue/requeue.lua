-- id, envelope, requeue epoch. Puts a message that was given up back into the queue, once for each epoch, and answers: done,
-- also when it was done before; or waiting, while the message is still in the queue from before.
local id, envelope, epoch = unpack(ARGV)
local HOUR = 3600000
local done = shard .. 'requeued:' .. id
if tonumber(redis.call('GET', done) or 0) >= tonumber(epoch) then
    return {'done'}
end
if redis.call('HEXISTS', messages, id) == 1 then
    local known = tonumber(redis.call('HGET', epochs, id) or 0)
    return {known >= tonumber(epoch) and 'done' or 'waiting'}
end
redis.call('SET', done, epoch, 'PX', HOUR)
redis.call('HSET', messages, id, envelope)
redis.call('HSET', epochs, id, epoch)
redis.call('HDEL', attempts, id)
redis.call('ZADD', accepted, now(), id)
make_ready(id)
return {'done'}
