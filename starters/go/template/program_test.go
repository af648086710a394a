package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"service/internal/contract"
)

// execute runs the service on the two files and returns its exit code and its stdout.
func execute(t *testing.T, data, params string) (exitCode int, stdout string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"data.json": data, "params.json": params} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	exitCode = contract.Execute(dir, &out, io.Discard, run)
	return exitCode, out.String()
}

func TestPrintsTheRecordedOutput(t *testing.T) {
	cases, err := filepath.Glob("testdata/*/stdout.txt")
	if err != nil || len(cases) == 0 {
		t.Fatal("no recorded output", err)
	}
	for _, file := range cases {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			exitCode := contract.Execute(filepath.Dir(file), &stdout, &stderr, run)
			if exitCode != 0 || stdout.String() != string(want) {
				t.Errorf("exit code %d, stdout:\n%s", exitCode, &stdout)
			}
		})
	}
}

func TestCountsEveryShot(t *testing.T) {
	_, stdout := execute(t, `{"qubits":4}`, `{"shots":500,"readoutError":0.1}`)
	lines := strings.Split(stdout, "\n")
	var got result
	if err := json.Unmarshal([]byte(strings.TrimPrefix(lines[3], "PlanQK:Job:Result: ")), &got); err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, count := range got.Result.Counts {
		total += count
	}
	if total != 500 {
		t.Errorf("%d counts of 500 shots", total)
	}
	if got.Metadata.Seed >= 1<<53 {
		t.Errorf("the seed %d is too large for some JSON readers", got.Metadata.Seed)
	}
}

func TestOneShotHasNoInterimResults(t *testing.T) {
	_, stdout := execute(t, `{"qubits":1}`, `{"shots":1,"seed":42}`)
	want := `PlanQK:Job:Result: {"metadata":{"qubits":1,"readoutError":0,"seed":42,"shots":1},"result":{"counts":{"1":1}}}` + "\n"
	if stdout != want {
		t.Errorf("got %s", stdout)
	}
}

func TestSaysWhatIsWrongWithTheInput(t *testing.T) {
	tests := []struct{ data, params, want string }{
		{`{}`, `{}`, "data.qubits is missing"},
		{`{"qubits":65}`, `{}`, "data.qubits must be an integer from 1 to 64, found 65"},
		{`{"qubits":1}`, `{"shots":0}`, "params.shots must be an integer from 1 to 1000000, found 0"},
		{`{"qubits":1}`, `{"seed":18446744073709551616}`, "params.seed must be an integer from 0 to 18446744073709551615, found 18446744073709551616"},
		{`{"qubits":1}`, `{"readoutError":0.51}`, "params.readoutError must be a number from 0 to 0.5, found 0.51"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			exitCode, stdout := execute(t, test.data, test.params)
			if exitCode != 1 || !strings.Contains(stdout, `"INVALID_INPUT"`) || !strings.Contains(stdout, test.want) {
				t.Errorf("exit code %d, stdout %s", exitCode, stdout)
			}
		})
	}
}
