-- consumer, limit. Gives back all that the consumer holds and forgets it.
give_back_all(ARGV[1], tonumber(ARGV[2]))
redis.call('ZREM', leases, ARGV[1])
return {}
