-- Answers the messages not delivered, the time of acceptance of the oldest (or now), now, and the quarantined.
local time = now()
local oldest = redis.call('ZRANGE', accepted, 0, 0, 'WITHSCORES')
return {redis.call('ZCARD', accepted), tonumber(oldest[2] or time), time, redis.call('HLEN', quarantine)}
