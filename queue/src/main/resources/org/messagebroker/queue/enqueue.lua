-- last number that the proxy knows of, life of an idempotency key, how far a timestamp may be ahead and behind, life of a
-- nonce (all ms); the minute of the shard's share of the site's rate and that share ('' with one shard, which takes the whole
-- rate); then for each message its id, envelope, acceptance, and '' or its guards, a line each: client, content
-- (an HMAC), idempotency key ('' for none), nonce and its timestamp ('' for none), rate of the client and of the site in a
-- minute ('' for no limit).
-- Answers the number of the last message that the shard has taken, and what became of each message. What refuses leaves no
-- trace; a repeat of an id that is in the queue, or has just left it, changes nothing. A message that breaks the script
-- breaks it for itself alone. If the shard stands below the known number, it has lost messages, and takes no more.
local known, key_life, ahead, behind, nonce_life, share_minute, share = unpack(ARGV, 1, 7)
local clock, sequence, site_used = unpack(KEYS, 10)
local HEAD, FIELDS = 7, 4
local GUARDS = '^' .. string.rep('(.-)\n', 6) .. '(.-)$'
local STEP, MINUTE = 900000, 60000

local number = tonumber(redis.call('GET', sequence) or 0)
if number < tonumber(known) then
    return {number, 'lost'}
end

-- Redis's time, but never more than the tolerated step below the highest it has shown: where its clock is stepped back
-- further, old timestamps stay old. See docs/decisions/2026-11-24-replay-time.md.
local function guarded_now()
    local time = now()
    local mark = tonumber(redis.call('GET', clock) or 0)
    if time - STEP >= mark + 1000 then
        redis.call('SET', clock, time - STEP)
    end
    return math.max(time, mark)
end

-- What stands under a taken key or nonce: id, time of acceptance, content.
local function first(taken)
    local stored = redis.call('GET', taken)
    if stored then
        return string.match(stored, '^(%S+) (%S+) (%S+)$')
    end
end

-- The minute and how many were counted in it; a counter from a later minute (the clock was stepped back) goes on.
local function used_in(counter, minute)
    local counted_in, count = string.match(redis.call('GET', counter) or '', '^(%d+) (%d+)$')
    if counted_in and tonumber(counted_in) >= minute then
        return tonumber(counted_in), tonumber(count)
    end
    return minute, 0
end

local function count(counter, minute, used)
    redis.call('SET', counter, minute .. ' ' .. used, 'PX', 2 * MINUTE + STEP)
end

local time = guarded_now()
local minute = math.floor(time / MINUTE)
local depth = redis.call('ZCARD', accepted)
local taken = 0

local function reset(counted_in)
    return math.max(1, (counted_in + 1) * MINUTE - time)
end

local function share_in(site_minute)
    return tonumber(share_minute) == site_minute and tonumber(share) or 0
end

local function add(id, at)
    redis.call('XADD', ready, '*', 'id', id)
    redis.call('ZADD', accepted, at, id)
    taken, depth = taken + 1, depth + 1
end

local function add_unguarded(id, envelope, at)
    if not redis.call('ZSCORE', removed, id) then
        if redis.call('HSETNX', messages, id, envelope) == 1 then
            add(id, at)
        elseif not redis.call('ZSCORE', accepted, id) then
            error('half added')
        end
    end
    return {'enqueued', depth, 0, 1}
end

local function add_guarded(id, envelope, at, client, content, key, nonce, timestamp, rate, site_rate)
    local key_taken = shard .. 'key:' .. client .. ':' .. key
    local nonce_taken = shard .. 'nonce:' .. client .. ':' .. nonce
    local rate_used = shard .. 'rate:' .. client
    local rate_minute, used = minute, 0
    if rate ~= '' then
        rate_minute, used = used_in(rate_used, minute)
    end

    if redis.call('HEXISTS', messages, id) == 1 or redis.call('ZSCORE', removed, id) then
        return {'enqueued', depth, used, reset(rate_minute)}
    end

    if key ~= '' then
        local first_id, first_at, first_content = first(key_taken)
        if first_id and first_content ~= content then
            return {'conflict', used, reset(rate_minute)}
        elseif first_id then
            return {'replayed', depth, used, reset(rate_minute), first_id, first_at}
        end
    end

    if nonce ~= '' then
        local off = timestamp - time
        if off > tonumber(ahead) or -off > tonumber(behind) then
            return {'outside', off, time}
        end
        local first_id, _, first_content = first(nonce_taken)
        if first_id then
            return {'nonce', first_content == content and first_id or ''}
        end
    end

    if rate ~= '' and used >= tonumber(rate) then
        return {'rate', 'client', used, reset(rate_minute)}
    end
    local site_minute, site_count = minute, 0
    if site_rate ~= '' then
        site_minute, site_count = used_in(site_used, minute)
        if share_minute == '' and site_count >= tonumber(site_rate) then
            return {'rate', 'site', used, reset(site_minute)}
        elseif share_minute ~= '' and site_count >= share_in(site_minute) then
            return {'share', site_minute, used, reset(site_minute)}
        end
    end

    redis.call('HSET', messages, id, envelope)
    add(id, at)
    local receipt = id .. ' ' .. at .. ' ' .. content
    if key ~= '' then
        redis.call('SET', key_taken, receipt, 'PX', key_life)
    end
    if nonce ~= '' then
        redis.call('SET', nonce_taken, receipt, 'NX', 'PX', nonce_life)
    end
    if rate ~= '' then
        used = used + 1
        count(rate_used, rate_minute, used)
    end
    if site_rate ~= '' then
        count(site_used, site_minute, site_count + 1)
    end
    return {'enqueued', depth, used, reset(rate_minute)}
end

local function take(id, envelope, at, guards)
    if guards == '' then
        return add_unguarded(id, envelope, at)
    end
    return add_guarded(id, envelope, at, string.match(guards, GUARDS))
end

-- An error is a text in Redis 6 and a table in Redis 7. A text with tabs, not a list: Redis 6 writes each list inside a list
-- to the socket by itself.
local function outcome_of(whole, outcome)
    local told = whole and outcome or {'broken', type(outcome) == 'table' and outcome.err or tostring(outcome)}
    return table.concat(told, '\t')
end

local answer = {number}
for i = HEAD + 1, #ARGV, FIELDS do
    table.insert(answer, outcome_of(pcall(take, unpack(ARGV, i, i + FIELDS - 1))))
end
if taken > 0 then
    answer[1] = redis.call('INCRBY', sequence, taken)
end
return answer
