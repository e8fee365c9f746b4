-- consumer, lease in ms, most messages to take. Answers the stream's last entry, the ms until a retry is due (-1: none),
-- then entry, id, attempts and envelope of each message taken.
local consumer, lease, most = unpack(ARGV)
local time = now()
redis.call('ZADD', leases, time + lease, consumer)

for _, id in ipairs(redis.call('ZRANGEBYSCORE', later, '-inf', time, 'LIMIT', 0, 500)) do
    redis.call('XADD', ready, '*', 'id', id)
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
for _, entry in ipairs(streams and streams[1][2] or {}) do
    local id = id_in(entry[2], entry[1])
    redis.call('HSETNX', attempts, id, 0)
    answer[#answer + 1] = entry[1]
    answer[#answer + 1] = id
    answer[#answer + 1] = redis.call('HGET', attempts, id)
    answer[#answer + 1] = redis.call('HGET', messages, id) or ''
end
return answer
