-- consumer, lease in ms, limit. Renews the lease and gives back what consumers without one hold. Answers how many.
local consumer, lease, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = now()
redis.call('ZADD', leases, time + lease, consumer)

local consumers = redis.pcall('XINFO', 'CONSUMERS', ready, 'workers')
local given_back = 0
for _, fields in ipairs(consumers.err and {} or consumers) do
    for i = 1, #fields, 2 do
        if fields[i] == 'name' then
            local lease_end = redis.call('ZSCORE', leases, fields[i + 1])
            if given_back < limit and (not lease_end or tonumber(lease_end) < time) then
                given_back = given_back + give_back_all(fields[i + 1], limit - given_back)
            end
        end
    end
end
return {given_back}
