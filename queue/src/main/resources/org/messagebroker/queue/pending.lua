-- consumer, idle in ms, limit. Answers the entries that have been the consumer's for longer than that.
local pending = redis.pcall('XPENDING', ready, 'workers', 'IDLE', ARGV[2], '-', '+', ARGV[3], ARGV[1])
local entries = {}
for _, each in ipairs(pending.err and {} or pending) do
    entries[#entries + 1] = each[1]
end
return entries
