-- Before every script. A message is in exactly one of: ready (untaken, or pending for a consumer), later, quarantine.
--   ready       stream of id; consumer group "workers"       messages    hash, id -> envelope
--   later       zset, id by due time                         attempts    hash, id -> attempts, once taken
--   accepted    zset, id by time of acceptance (the depth)   removed     zset, id by time of removal, for a minute
--   leases      zset, consumer by end of its lease           quarantine  hash, id -> what could not be read
-- All times are milliseconds of Redis's clock, but for accepted, which the proxy's clock gives.
redis.replicate_commands()
local ready, later, messages, accepted, attempts, removed, leases, quarantine = unpack(KEYS)

local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- The id that an entry names; an entry of another form names itself and so ends in quarantine.
local function id_in(fields, entry)
    return #fields == 2 and fields[1] == 'id' and fields[2] or entry
end

-- The id of the message if the entry is still the consumer's.
local function held(entry, consumer)
    local pending = redis.pcall('XPENDING', ready, 'workers', entry, entry, 1, consumer)
    if pending.err or #pending == 0 then
        return nil
    end
    local found = redis.call('XRANGE', ready, entry, entry)
    return found[1] and id_in(found[1][2], entry)
end

local function leave(entry)
    redis.call('XACK', ready, 'workers', entry)
    redis.call('XDEL', ready, entry)
end

local function give_back(entry, consumer)
    local id = held(entry, consumer)
    leave(entry)
    if id then
        redis.call('XADD', ready, '*', 'id', id)
    end
end

local function give_back_all(consumer, limit)
    local pending = redis.pcall('XPENDING', ready, 'workers', '-', '+', limit, consumer)
    if pending.err then
        return 0
    end
    for _, each in ipairs(pending) do
        give_back(each[1], consumer)
    end
    if #pending < limit then
        redis.call('XGROUP', 'DELCONSUMER', ready, 'workers', consumer)
        redis.call('ZREM', leases, consumer)
    end
    return #pending
end
