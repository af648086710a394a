"""A service that goes wrong as services do; data.json says how."""

import json
import logging
import sys
import time

with open("/var/input/data.json", encoding="utf-8") as file:
    mode = json.load(file)["mode"]

RESULT = "PlanQK:Job:Result:"
INTERIM = "PlanQK:Job:InterimResult:"
BLOCK = "PlanQK:Job:MultilineResult"
counts = {"000": 512, "111": 512}


def traceback():
    print(f"{INTERIM} {json.dumps({'iteration': 1, 'energy': -1.136})}")
    return {}["no such backend"]


def nan():
    print("energy did not converge")
    print(RESULT, json.dumps({"energy": float("nan"), "counts": counts}))


def pretty():
    print(INTERIM, json.dumps({"counts": counts}, indent=2))
    print(RESULT, json.dumps({"counts": counts}, indent=2))


def progress():
    for percent in range(0, 101, 5):
        sys.stdout.write(f"\r\x1b[32m{percent:3d}%\x1b[0m {'█' * (percent // 5)}")
    print(f"{RESULT} {json.dumps(counts)}")


def logger():
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.info("starting")
    logging.info("%s %s", RESULT, json.dumps(counts))


def stderr():
    print(f"{RESULT} {json.dumps(counts)}", file=sys.stderr)


def unterminated():
    print(BLOCK)
    print(json.dumps(counts, indent=2))


def several():
    print(BLOCK, json.dumps(counts, indent=2), BLOCK, sep="\n")
    print(f"planqk:job:result: {json.dumps(counts)}")
    print(f"{RESULT} {json.dumps(counts)} done")


def memory():
    print("allocating")
    hog = bytearray(300 * 1024 * 1024)
    hog[::4096] = b"x" * len(hog[::4096])


def hangs():
    for iteration in range(3):
        print(f"{INTERIM} {json.dumps({'iteration': iteration, 'énergie': '−1 Ha'}, ensure_ascii=False)}")
    time.sleep(600)


def breaks_off():
    sys.stdout.write(f'{RESULT} {{"counts": {{"000": 5')
    sys.stdout.flush()
    sys.exit(3)


globals()[mode]()
