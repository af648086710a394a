package contract

import (
	"math"
	"strings"
	"testing"
)

func TestWhateverIsNotAJSONObjectIsInvalidInput(t *testing.T) {
	tests := map[string]string{
		"":                          "data.json is not valid JSON: unexpected end of JSON input (line 1, column 1)",
		"{\n  \"qubits\": 3,\n}":    "data.json is not valid JSON: invalid character '}' looking for beginning of object key string (line 3, column 1)",
		`{"a":1} {"b":2}`:           "data.json is not valid JSON: invalid character '{' after top-level value (line 1, column 9)",
		`{"ä":NaN}`:                 "data.json is not valid JSON: invalid character 'N' looking for beginning of value (line 1, column 6)",
		"{\"a\":\"\xff\"}":          "data.json is not UTF-8 text (byte 7)",
		" [1]":                      "data.json must hold a JSON object, found an array",
		"null":                      "data.json must hold a JSON object, found null",
		strings.Repeat("[", 100000): "data.json is not valid JSON: invalid character '[' exceeded max depth",
	}
	for content, want := range tests {
		t.Run(want, func(t *testing.T) {
			got := failure(t, content, nil)
			if got.Code != "INVALID_INPUT" || !strings.HasPrefix(got.Detail, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestAMissingFileIsInvalidInput(t *testing.T) {
	_, err := readObject(t.TempDir(), "data")
	if err == nil || !strings.Contains(err.Error(), "data.json cannot be read: ") {
		t.Errorf("got %v", err)
	}
}

// object reads one object whose key "v" has the given JSON text.
func object(t *testing.T, text string) (read Object) {
	t.Helper()
	executeOn(t, `{"v":`+text+`}`, "{}", func(data, _ Object, _ Interim) (any, error) {
		read = data
		return nil, nil
	})
	return read
}

func TestReadsNumbersExactly(t *testing.T) {
	if got, err := object(t, "64").Int("v", 1, 64); got != 64 || err != nil {
		t.Errorf("Int: %v, %v", got, err)
	}
	if got, err := object(t, "18446744073709551615").Uint64("v", 0, math.MaxUint64); got != math.MaxUint64 || err != nil {
		t.Errorf("Uint64: %v, %v", got, err)
	}
	if got, err := object(t, "5e-1").Float("v", 0, 0.5); got != 0.5 || err != nil {
		t.Errorf("Float: %v, %v", got, err)
	}
	var matrix [][]float64
	if err := object(t, "[[1, 0], [0, 1]]").Decode("v", &matrix); len(matrix) != 2 || err != nil {
		t.Errorf("Decode: %v, %v", matrix, err)
	}
}

func TestAMissingValueHasItsDefaultOrIsInvalidInput(t *testing.T) {
	if got, err := object(t, "1").IntOr("shots", 1, 9, 7); got != 7 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	_, err := object(t, "1").Int("qubits", 1, 9)
	if err == nil || err.Error() != "INVALID_INPUT: data.qubits is missing" {
		t.Errorf("got %v", err)
	}
}

func TestAWrongValueIsNamedWithWhatIsExpected(t *testing.T) {
	integer := func(o Object) error { _, err := o.IntOr("v", 1, 64, 1); return err }
	seed := func(o Object) error { _, err := o.Uint64("v", 0, math.MaxUint64); return err }
	number := func(o Object) error { _, err := o.FloatOr("v", 0, 0.5, 0); return err }
	tests := []struct {
		text string
		read func(Object) error
		want string
	}{
		{"65", integer, "data.v must be an integer from 1 to 64, found 65"},
		{"3.0", integer, "data.v must be an integer from 1 to 64, found 3.0"},
		{`"3"`, integer, `data.v must be an integer from 1 to 64, found "3"`},
		{"true", integer, "data.v must be an integer from 1 to 64, found true"},
		{"null", integer, "data.v must be an integer from 1 to 64, found null"},
		{"[3]", integer, "data.v must be an integer from 1 to 64, found an array"},
		{"-1", seed, "data.v must be an integer from 0 to 18446744073709551615, found -1"},
		{"0.51", number, "data.v must be a number from 0 to 0.5, found 0.51"},
		{"1e400", number, "data.v must be a number from 0 to 0.5, found 1e400"},
		{`"0"`, number, `data.v must be a number from 0 to 0.5, found "0"`},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			err := test.read(object(t, test.text))
			if err == nil || err.Error() != "INVALID_INPUT: "+test.want {
				t.Errorf("got %v", err)
			}
		})
	}
}
