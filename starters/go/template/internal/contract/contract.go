// Package contract is what the PlanQK platform expects of a service; nothing here is about your
// problem.
//
// The platform writes data.json and params.json, starts the container once, and reads stdout: a line
// that begins with one of the two markers carries JSON, every other line is a log line. Exit code 0
// is success. A failure prints an error object {"code", "detail"} as its result and exits 1.
package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

const (
	resultMarker        = "PlanQK:Job:Result: "
	interimResultMarker = "PlanQK:Job:InterimResult: "

	defaultInputDir = "/var/input"
)

// Run is the service: it turns the input into a result, any value that encodes as JSON. An [Error]
// goes to the caller as it is, any other error or a panic as INTERNAL_ERROR.
type Run func(data, params Object, interim Interim) (result any, err error)

// Interim prints an interim result at once.
type Interim func(value any) error

// Error is a failure the caller is told about: a code for programs, a sentence for people.
type Error struct {
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func (e *Error) Error() string { return e.Code + ": " + e.Detail }

// InvalidInput is an [Error] for an input that is not what the service asks for. Its detail says
// where, and what is expected.
func InvalidInput(format string, args ...any) error {
	return &Error{Code: "INVALID_INPUT", Detail: fmt.Sprintf(format, args...)}
}

// Main runs the service on the input folder and returns the exit code of the process.
func Main(run Run) int {
	dir := os.Getenv("PLANQK_INPUT_DIR")
	if dir == "" {
		dir = defaultInputDir
	}
	return Execute(dir, os.Stdout, os.Stderr, run)
}

// Execute is [Main] on a given folder and given streams.
func Execute(inputDir string, stdout, stderr io.Writer, run Run) int {
	err := execute(inputDir, stdout, stderr, run)
	if err == nil {
		return 0
	}
	var failure *Error
	if !errors.As(err, &failure) {
		fmt.Fprintln(stderr, "internal error:", err)
		failure = &Error{Code: "INTERNAL_ERROR", Detail: err.Error()}
	}
	if err := emit(stdout, resultMarker, failure); err != nil {
		fmt.Fprintln(stderr, "cannot print the error:", err)
	}
	return 1
}

func execute(inputDir string, stdout, stderr io.Writer, run Run) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			fmt.Fprintf(stderr, "%s", debug.Stack())
			err = fmt.Errorf("panic: %v", reason)
		}
	}()

	data, err := readObject(inputDir, "data")
	if err != nil {
		return err
	}
	params, err := readObject(inputDir, "params")
	if err != nil {
		return err
	}
	result, err := run(data, params, func(value any) error {
		return emit(stdout, interimResultMarker, value)
	})
	if err != nil {
		return err
	}
	return emit(stdout, resultMarker, result)
}

// emit prints one value behind a marker, as one line in one write. NaN and infinities are errors.
func emit(w io.Writer, marker string, value any) error {
	line := bytes.NewBufferString(marker)
	encoder := json.NewEncoder(line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(line.Bytes())
	return err
}
