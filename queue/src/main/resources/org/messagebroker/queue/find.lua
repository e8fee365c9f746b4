-- id. Answers the envelope and the attempts (-1: not taken yet), or nothing. What is quarantined was taken.
local envelope = redis.call('HGET', messages, ARGV[1])
if envelope then
    return {envelope, redis.call('HGET', attempts, ARGV[1]) or '-1'}
end
local set_aside = redis.call('HGET', quarantine, ARGV[1])
return set_aside and {set_aside, '0'} or {}
