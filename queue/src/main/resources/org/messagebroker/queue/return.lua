-- consumer, entries. Gives back those that are still the consumer's.
for _, place in ipairs(held(ARGV[1], 2, 1)) do
    give_back(ARGV[place])
end
return {}
