-- limit. Answers about so many of the ids that are set aside, the length of what is there of it after each.
local answer = {}
local found = redis.call('HSCAN', quarantine, '0', 'COUNT', ARGV[1])[2]
for i = 1, math.min(#found, 2 * ARGV[1]), 2 do
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = #found[i + 1]
end
return answer
