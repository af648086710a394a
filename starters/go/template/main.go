// Command service is a PlanQK service: it runs once, on one input, and ends.
package main

import (
	"os"

	"service/internal/contract"
)

func main() {
	os.Exit(contract.Main(run))
}
