package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// executeOn runs the service on the two files and returns its exit code and its streams.
func executeOn(t *testing.T, data, params string, run Run) (exitCode int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"data.json": data, "params.json": params} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, log bytes.Buffer
	exitCode = Execute(dir, &out, &log, run)
	return exitCode, out.String(), log.String()
}

// failure executes a run that must fail and returns the error it prints.
func failure(t *testing.T, data string, run Run) Error {
	t.Helper()
	exitCode, stdout, _ := executeOn(t, data, "{}", run)
	if exitCode != 1 {
		t.Errorf("exit code %d, want 1", exitCode)
	}
	line, ok := strings.CutPrefix(stdout, "PlanQK:Job:Result: ")
	var printed Error
	if err := json.Unmarshal([]byte(line), &printed); err != nil || !ok {
		t.Fatalf("stdout %q is not one error: %v", stdout, err)
	}
	return printed
}

func TestPrintsInterimResultsAndTheResult(t *testing.T) {
	exitCode, stdout, stderr := executeOn(t, "{}", "{}", func(_, _ Object, interim Interim) (any, error) {
		return map[string]string{"text": "a\n<b>"}, interim(map[string]int{"step": 1})
	})
	want := "PlanQK:Job:InterimResult: {\"step\":1}\nPlanQK:Job:Result: {\"text\":\"a\\n<b>\"}\n"
	if exitCode != 0 || stdout != want || stderr != "" {
		t.Errorf("exit code %d, stdout %q, stderr %q", exitCode, stdout, stderr)
	}
}

func TestFailuresArePrinted(t *testing.T) {
	returns := func(result any, err error) Run {
		return func(_, _ Object, _ Interim) (any, error) { return result, err }
	}
	tests := map[string]struct {
		run  Run
		want Error
	}{
		"an error of the service":  {returns(nil, &Error{"BACKEND_BUSY", "try again"}), Error{"BACKEND_BUSY", "try again"}},
		"any other error":          {returns(nil, errors.New("no route")), Error{"INTERNAL_ERROR", "no route"}},
		"a result that is NaN":     {returns(math.NaN(), nil), Error{"INTERNAL_ERROR", "json: unsupported value: NaN"}},
		"a result with infinities": {returns([]float64{math.Inf(1)}, nil), Error{"INTERNAL_ERROR", "json: unsupported value: +Inf"}},
		"a panic":                  {func(_, _ Object, _ Interim) (any, error) { panic("oops") }, Error{"INTERNAL_ERROR", "panic: oops"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := failure(t, "{}", test.run); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestAPanicLeavesItsStackOnStderr(t *testing.T) {
	_, _, stderr := executeOn(t, "{}", "{}", func(_, _ Object, _ Interim) (any, error) { panic("oops") })
	if !strings.Contains(stderr, "contract_test.go:") {
		t.Errorf("no stack in %q", stderr)
	}
}
