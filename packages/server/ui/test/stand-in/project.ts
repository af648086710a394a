/** As `/ui/api/project` answers: raw, so that numbers of any size stay what they are. */
export const project = `{
  "name": "ghz-sampler",
  "description": "Prepares a GHZ state on a noisy simulator and counts what is measured.",
  "image": "planqk-service/ghz-sampler:latest",
  "engine": "Docker 28.1.1",
  "sample": {
    "data": {
  "qubits": 3
},
    "params": {
  "shots": 1024,
  "seed": 9007199254740993,
  "readoutError": 0.02
}
  },
  "schemas": {
    "inputData": {
      "type": "object",
      "required": ["qubits"],
      "properties": { "qubits": { "type": "integer", "minimum": 1, "maximum": 64 } }
    },
    "inputParams": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "shots": { "type": "integer", "minimum": 1, "maximum": 1000000 },
        "seed": { "type": "integer", "minimum": 0 },
        "readoutError": { "type": "number", "minimum": 0, "maximum": 0.5 }
      }
    },
    "interimResultResponse": null,
    "resultResponse": null,
    "errorResponse": null
  },
  "limits": { "bodyBytes": 16000000, "concurrency": 2, "jobTimeoutMs": null }
}`;
