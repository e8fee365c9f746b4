-- consumer, delay in ms, 1 to count an attempt, entries.
local consumer, delay, counted = unpack(ARGV)
local due = now() + delay
for i = 4, #ARGV do
    local id = held(ARGV[i], consumer)
    if id then
        leave(ARGV[i])
        redis.call('HINCRBY', attempts, id, counted)
        if tonumber(delay) > 0 then
            redis.call('ZADD', later, due, id)
        else
            redis.call('XADD', ready, '*', 'id', id)
        end
    end
end
return {}
