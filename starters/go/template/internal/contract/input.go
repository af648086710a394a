package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"unicode/utf8"
)

// Object is one JSON object of the input. Its methods read one value strictly: an integer is not
// 3.0 or "3", and null is not a default.
type Object struct {
	name   string
	values map[string]json.RawMessage
}

// Has reports whether the object has the key.
func (o Object) Has(key string) bool {
	_, ok := o.values[key]
	return ok
}

// Int reads a required integer within its bounds.
func (o Object) Int(key string, minimum, maximum int) (int, error) {
	value, err := strconv.Atoi(string(o.values[key]))
	if err != nil || value < minimum || value > maximum {
		return 0, o.unexpected(key, "an integer", minimum, maximum)
	}
	return value, nil
}

// IntOr is [Object.Int] with a value for a missing key.
func (o Object) IntOr(key string, minimum, maximum, missing int) (int, error) {
	if !o.Has(key) {
		return missing, nil
	}
	return o.Int(key, minimum, maximum)
}

// Uint64 reads a required integer within its bounds, above what an int or a float64 can hold.
func (o Object) Uint64(key string, minimum, maximum uint64) (uint64, error) {
	value, err := strconv.ParseUint(string(o.values[key]), 10, 64)
	if err != nil || value < minimum || value > maximum {
		return 0, o.unexpected(key, "an integer", minimum, maximum)
	}
	return value, nil
}

// Float reads a required number within its bounds.
func (o Object) Float(key string, minimum, maximum float64) (float64, error) {
	value, err := strconv.ParseFloat(string(o.values[key]), 64)
	if err != nil || value < minimum || value > maximum {
		return 0, o.unexpected(key, "a number", minimum, maximum)
	}
	return value, nil
}

// FloatOr is [Object.Float] with a value for a missing key.
func (o Object) FloatOr(key string, minimum, maximum, missing float64) (float64, error) {
	if !o.Has(key) {
		return missing, nil
	}
	return o.Float(key, minimum, maximum)
}

// Decode reads a required value of any shape into target, as [json.Unmarshal] does.
func (o Object) Decode(key string, target any) error {
	if !o.Has(key) {
		return InvalidInput("%s.%s is missing", o.name, key)
	}
	if err := json.Unmarshal(o.values[key], target); err != nil {
		return InvalidInput("%s.%s: %v", o.name, key, err)
	}
	return nil
}

func (o Object) unexpected(key, kind string, minimum, maximum any) error {
	if !o.Has(key) {
		return InvalidInput("%s.%s is missing", o.name, key)
	}
	return InvalidInput("%s.%s must be %s from %v to %v, found %s",
		o.name, key, kind, minimum, maximum, describe(o.values[key]))
}

// readObject reads one input file, which must hold a JSON object: there is no default for it.
func readObject(dir, name string) (Object, error) {
	path := filepath.Join(dir, name+".json")
	file := filepath.Base(path)
	content, err := os.ReadFile(path)
	if err != nil {
		return Object{}, InvalidInput("%s cannot be read: %v", path, errors.Unwrap(err))
	}
	if at := invalidUTF8(content); at >= 0 {
		return Object{}, InvalidInput("%s is not UTF-8 text (byte %d)", file, at+1)
	}

	var values map[string]json.RawMessage
	err = json.Unmarshal(content, &values)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line, column := position(content, int(syntax.Offset))
		return Object{}, InvalidInput("%s is not valid JSON: %v (line %d, column %d)", file, err, line, column)
	}
	if err != nil || values == nil { // null decodes without an error
		return Object{}, InvalidInput("%s must hold a JSON object, found %s", file, describe(content))
	}
	return Object{name: name, values: values}, nil
}

// invalidUTF8 is the index of the first byte that is not UTF-8, or -1.
func invalidUTF8(content []byte) int {
	for at := 0; at < len(content); {
		r, size := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// position is the line and the column of the last of the first n bytes, both counted from 1.
func position(content []byte, n int) (line, column int) {
	before := content[:max(n-1, 0)]
	lineStart := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte{'\n'}) + 1, utf8.RuneCount(before[lineStart:]) + 1
}

// describe shows a wrong value, or what kind of value it is when it has parts.
func describe(value json.RawMessage) string {
	const shown = 40
	text := []rune(string(bytes.TrimSpace(value)))
	switch {
	case text[0] == '{':
		return "an object"
	case text[0] == '[':
		return "an array"
	case len(text) > shown:
		return string(text[:shown]) + "…"
	default:
		return string(text)
	}
}
