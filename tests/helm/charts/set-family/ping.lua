return redis.call('PING'), "a,b"
