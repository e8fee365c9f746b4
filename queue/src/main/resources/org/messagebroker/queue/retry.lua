-- consumer, 1 to count an attempt; then an entry, its id and a delay in ms each.
local consumer, counted = unpack(ARGV)
local time = now()
for _, place in ipairs(held(consumer, 3, 3)) do
    local entry, id, delay = unpack(ARGV, place, place + 2)
    leave({entry})
    redis.call('HINCRBY', attempts, id, counted)
    if tonumber(delay) > 0 then
        redis.call('ZADD', later, time + delay, id)
    else
        make_ready(id)
    end
end
return {}
