# Reads one JSON object, strictly, and prints its own members that are numbers: name, tab, number.
# Exits with 1 for everything that is not a JSON object. Keeps its own stack: depth is no matter.
{ text = text $0 "\n" }

END {
  size = length(text)
  at = 1
  depth = 0
  skip()
  if (next_char() != "{") exit 1
  expects = "value"
  while (at <= size) {
    skip()
    char = next_char()
    if (char == "") break
    if (expects == "value" || expects == "value or end") {
      if (char == "{") { open("{"); expects = "name or end" }
      else if (char == "[") { open("["); expects = "value or end" }
      else if (char == "]" && expects == "value or end") shut("[")
      else { scalar(char); done() }
    } else if (expects == "name" || expects == "name or end") {
      if (char == "}" && expects == "name or end") shut("{")
      else {
        if (char != "\"") exit 1
        begin = at + 1
        string()
        if (depth == 1) name = substr(text, begin, at - begin - 1)
        skip()
        if (next_char() != ":") exit 1
        at++
        expects = "value"
      }
    } else if (expects == "comma") {
      if (char == ",") { at++; expects = stack[depth] == "{" ? "name" : "value" }
      else if (char == "}") shut("{")
      else if (char == "]") shut("[")
      else exit 1
    } else exit 1
  }
  if (depth != 0 || expects != "end") exit 1
  printf "%s", found
}

function next_char() { return substr(text, at, 1) }
function skip() { while (at <= size && index(" \t\r\n", substr(text, at, 1))) at++ }
function open(kind) { stack[++depth] = kind; at++ }
function shut(kind) {
  if (depth == 0 || stack[depth] != kind) exit 1
  depth--
  at++
  done()
}
function done() { expects = depth == 0 ? "end" : "comma" }

function scalar(char,    word, begin) {
  if (char == "\"") return string()
  begin = at
  while (at <= size && index("+-.0123456789eEaflnrstu", substr(text, at, 1))) at++
  word = substr(text, begin, at - begin)
  if (word == "true" || word == "false" || word == "null") return
  if (word !~ /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$/) exit 1
  if (depth == 1) found = found name "\t" word "\n"
}

function string(    char) {
  for (at++; at <= size; at++) {
    char = substr(text, at, 1)
    if (char == "\"") { at++; return }
    if (char == "\\") {
      at++
      char = substr(text, at, 1)
      if (char == "u") {
        if (substr(text, at + 1, 4) !~ /^[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]$/) exit 1
        at += 4
      } else if (char == "" || !index("\"\\/bfnrt", char)) exit 1
    } else if (char < " ") exit 1
  }
  exit 1
}
