-- Before every script. A message is in exactly one of: ready (untaken, or pending for a consumer), later, quarantine.
--   ready       stream of id; consumer group "workers"       messages    hash, id -> envelope
--   later       zset, id by due time                         attempts    hash, id -> attempts, once taken
--   accepted    zset, id by time of acceptance (the depth)   removed     zset, id by time of removal, for a minute
--   leases      zset, consumer by end of its lease           quarantine  hash, id -> what could not be read
--   epochs      hash, id -> requeue epoch, of those requeued
-- All times are milliseconds of Redis's clock, but for accepted, which the proxy's clock gives.
redis.replicate_commands()
local ready, later, messages, accepted, attempts, removed, leases, quarantine, epochs = unpack(KEYS)
local shard = string.match(ready, '^(.*:)ready$')

local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- The id that an entry names; an entry of another form names itself and so ends in quarantine.
local function id_in(fields, entry)
    return #fields == 2 and fields[1] == 'id' and fields[2] or entry
end

local function leave(entries)
    redis.call('XACK', ready, 'workers', unpack(entries))
    redis.call('XDEL', ready, unpack(entries))
end

local function make_ready(id)
    redis.call('XADD', ready, '*', 'id', id)
end

-- The places in ARGV, from the first on and so many apart, of the entries that are still the consumer's. They stand there
-- in the order of the stream.
local function held(consumer, first, apart)
    local PAGE = 1000
    local pending, from, last = {}, ARGV[first], ARGV[#ARGV - apart + 1]
    while from do
        local page = redis.pcall('XPENDING', ready, 'workers', from, last, PAGE, consumer)
        page = page.err and {} or page
        for _, each in ipairs(page) do
            pending[each[1]] = true
        end
        from = #page == PAGE and '(' .. page[PAGE][1] or nil
    end
    local places = {}
    for place = first, #ARGV, apart do
        if pending[ARGV[place]] then
            places[#places + 1] = place
        end
    end
    return places
end

-- Both of what stands at these places in ARGV: the entries, and the ids that follow them.
local function entries_and_ids(places)
    local entries, ids = {}, {}
    for i, place in ipairs(places) do
        entries[i], ids[i] = ARGV[place], ARGV[place + 1]
    end
    return entries, ids
end

local function give_back(entry)
    local found = redis.call('XRANGE', ready, entry, entry)
    leave({entry})
    if found[1] then
        make_ready(id_in(found[1][2], entry))
    end
end

local function give_back_all(consumer, limit)
    local pending = redis.pcall('XPENDING', ready, 'workers', '-', '+', limit, consumer)
    if pending.err then
        return 0
    end
    for _, each in ipairs(pending) do
        give_back(each[1])
    end
    if #pending < limit then
        redis.call('XGROUP', 'DELCONSUMER', ready, 'workers', consumer)
        redis.call('ZREM', leases, consumer)
    end
    return #pending
end

