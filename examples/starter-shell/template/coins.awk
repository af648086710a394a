# Tosses `coins` fair coins `shots` times and prints the counts as a JSON object, in the order of the patterns.
BEGIN {
  state = seed % 2147483647 + 1
  for (shot = 0; shot < shots; shot++) {
    pattern = ""
    for (coin = 0; coin < coins; coin++) {
      # Lehmer's generator: the same numbers in every awk.
      state = (state * 48271) % 2147483647
      pattern = pattern (state > 1073741823 ? "1" : "0")
    }
    counts[pattern]++
  }
  text = ""
  for (number = 0; number < 2 ^ coins; number++) {
    pattern = ""
    for (rest = number; length(pattern) < coins; rest = int(rest / 2)) pattern = (rest % 2) pattern
    if (pattern in counts) text = text (text == "" ? "" : ",") "\"" pattern "\":" counts[pattern]
  }
  print "{" text "}"
}
