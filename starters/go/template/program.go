package main

// Your half of the service: replace the sample below with your own run.
//
// The sample measures an n-qubit GHZ state (|0…0> + |1…1>)/√2 on a device that misreads qubits.

import (
	"encoding/json"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"strconv"

	"service/internal/contract"
)

// request is the input, checked.
type request struct {
	qubits       int
	shots        int
	seed         uint64
	readoutError float64
}

// interimResult and result are printed as JSON, their fields in this order.
type interimResult struct {
	CompletedShots int            `json:"completedShots"`
	Counts         map[string]int `json:"counts"`
}

type result struct {
	Metadata metadata `json:"metadata"`
	Result   outcome  `json:"result"`
}

type metadata struct {
	Qubits       int         `json:"qubits"`
	ReadoutError json.Number `json:"readoutError"`
	Seed         uint64      `json:"seed"`
	Shots        int         `json:"shots"`
}

type outcome struct {
	Counts map[string]int `json:"counts"`
}

// run samples measurement counts, reporting them after a quarter, a half and three quarters.
func run(data, params contract.Object, interim contract.Interim) (any, error) {
	req, err := parse(data, params)
	if err != nil {
		return nil, err
	}
	log.Printf("sampling %d shots of a %d-qubit GHZ state", req.shots, req.qubits)

	random := splitMix64(req.seed)
	counts := make(map[uint64]int)
	for completed := 1; completed <= req.shots; completed++ {
		counts[measure(req, &random)]++
		switch completed {
		case req.shots / 4, req.shots * 2 / 4, req.shots * 3 / 4:
			if err := interim(interimResult{completed, byBitString(counts, req.qubits)}); err != nil {
				return nil, err
			}
		}
	}

	return result{
		Metadata: metadata{
			Qubits: req.qubits,
			// The spelling of small numbers that the Python and Rust starters have too.
			ReadoutError: json.Number(strconv.FormatFloat(req.readoutError, 'g', -1, 64)),
			Seed:         req.seed,
			Shots:        req.shots,
		},
		Result: outcome{Counts: byBitString(counts, req.qubits)},
	}, nil
}

// parse checks the input. A missing seed is drawn, small enough for every JSON reader.
func parse(data, params contract.Object) (req request, err error) {
	if req.qubits, err = data.Int("qubits", 1, 64); err != nil {
		return req, err
	}
	if req.shots, err = params.IntOr("shots", 1, 1_000_000, 1024); err != nil {
		return req, err
	}
	if req.readoutError, err = params.FloatOr("readoutError", 0, 0.5, 0); err != nil {
		return req, err
	}
	req.readoutError = math.Abs(req.readoutError) // -0 is 0
	if params.Has("seed") {
		req.seed, err = params.Uint64("seed", 0, math.MaxUint64)
	} else {
		req.seed = rand.Uint64N(1 << 53)
	}
	return req, err
}

// measure returns the bit pattern of one shot; bit 0 is qubit 0.
func measure(req request, random *splitMix64) uint64 {
	var bits uint64
	if random.next()>>63 == 1 {
		bits = math.MaxUint64 >> (64 - req.qubits)
	}
	if req.readoutError > 0 {
		for qubit := range req.qubits {
			if float64(random.next()>>11)*0x1p-53 < req.readoutError {
				bits ^= 1 << qubit
			}
		}
	}
	return bits
}

// byBitString names each bit pattern by its bit string, qubit 0 rightmost. JSON sorts the keys.
func byBitString(counts map[uint64]int, qubits int) map[string]int {
	named := make(map[string]int, len(counts))
	for bits, count := range counts {
		named[fmt.Sprintf("%0*b", qubits, bits)] = count
	}
	return named
}

// splitMix64 is the state of a generator that draws the same numbers in every language.
type splitMix64 uint64

func (s *splitMix64) next() uint64 {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}
