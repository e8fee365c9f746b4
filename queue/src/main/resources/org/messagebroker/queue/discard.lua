-- id. Answers 1 if it was set aside, and is now gone.
return {redis.call('HDEL', quarantine, ARGV[1])}
