-- consumer, lease in ms, most messages to take. Answers the stream's last entry, the ms until a retry is due (-1: none),
-- then entry, id, attempts, requeue epoch and envelope of each message taken.
local consumer, lease, most = unpack(ARGV)
local time = now()
redis.call('ZADD', leases, time + lease, consumer)

for _, id in ipairs(redis.call('ZRANGEBYSCORE', later, '-inf', time, 'LIMIT', 0, 500)) do
    make_ready(id)
    redis.call('ZREM', later, id)
end

local function read()
    return redis.pcall('XREADGROUP', 'GROUP', 'workers', consumer, 'COUNT', most, 'STREAMS', ready, '>')
end
local streams = read()
if streams and streams.err then
    redis.call('XGROUP', 'CREATE', ready, 'workers', '0', 'MKSTREAM')
    streams = read()
end

local next_due = redis.call('ZRANGE', later, 0, 0, 'WITHSCORES')
local answer = {'0-0', next_due[2] and math.max(0, next_due[2] - time) or -1}
local stream = redis.call('XINFO', 'STREAM', ready)
for i = 1, #stream, 2 do
    if stream[i] == 'last-generated-id' then
        answer[1] = stream[i + 1]
    end
end

local entries = streams and streams[1][2] or {}
if #entries == 0 then
    return answer
end
local ids = {}
for i, entry in ipairs(entries) do
    ids[i] = id_in(entry[2], entry[1])
end
local tried = redis.call('HMGET', attempts, unpack(ids))
local requeued = redis.call('HMGET', epochs, unpack(ids))
local envelopes = redis.call('HMGET', messages, unpack(ids))
local first_taken = {}
for i, id in ipairs(ids) do
    if not tried[i] then
        first_taken[#first_taken + 1] = id
        first_taken[#first_taken + 1] = 0
    end
    answer[#answer + 1] = entries[i][1]
    answer[#answer + 1] = id
    answer[#answer + 1] = tried[i] or 0
    answer[#answer + 1] = requeued[i] or 0
    answer[#answer + 1] = envelopes[i] or ''
end
if #first_taken > 0 then
    redis.call('HSET', attempts, unpack(first_taken))
end
return answer
