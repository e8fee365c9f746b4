-- Answers how many messages the shard has ever taken.
return {tonumber(redis.call('GET', KEYS[10]) or 0)}
