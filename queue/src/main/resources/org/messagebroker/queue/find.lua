-- id. Answers the envelope and the attempts (-1: not taken yet), or nothing.
local envelope = redis.call('HGET', messages, ARGV[1])
if not envelope then
    return {}
end
return {envelope, redis.call('HGET', attempts, ARGV[1]) or '-1'}
