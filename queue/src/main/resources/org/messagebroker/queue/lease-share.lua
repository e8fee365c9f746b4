-- minute, limit of the site in it, shard, what it may take as far as the proxy knows, number of shards. Grants the shard some
-- of what is left of the limit and answers what it may take in all. All grants together stay within the limit, and the
-- same question again grants nothing more.
local minute, limit, asking, known, shards = unpack(ARGV)
local granted = shard .. 'shares:' .. minute
local LIFE = 1020000

local share = tonumber(redis.call('HGET', granted, asking) or 0)
if share <= tonumber(known) then
    local left = limit - tonumber(redis.call('HGET', granted, 'all') or 0)
    local grant = math.min(math.max(0, left), math.max(1, math.floor(left / (2 * shards))))
    if grant > 0 then
        share = redis.call('HINCRBY', granted, asking, grant)
        redis.call('HINCRBY', granted, 'all', grant)
        redis.call('PEXPIRE', granted, LIFE)
    end
end
return {share}
