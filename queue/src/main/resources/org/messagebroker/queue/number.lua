-- Answers how many messages the shard has ever taken.
return {tonumber(redis.call('GET', KEYS[9]) or 0)}
