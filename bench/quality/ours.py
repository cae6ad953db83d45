"""Our model on a split: the real build, the packed file, the real scorer, by the command line."""

import csv
import json
import os
import subprocess
import time


def write_train(path, split):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["order_id", "customer_id", "ordered_at", "sku", "quantity", "unit_price"])
        for order_id, customer, ordered_at, skus in split.train:
            for sku in skus:
                rows.writerow([order_id, customer, ordered_at, sku, 1, ""])


def write_contexts(path, split):
    with open(path, "w", encoding="utf-8") as file:
        for number, context in enumerate(split.contexts):
            order = {
                "order_id": str(number),
                "kind": "purchase",
                "lines": [{"sku": sku, "quantity": 1} for sku in context.basket],
                "customer": {"id": context.customer, "prior_skus": context.history},
            }
            file.write(json.dumps(order) + "\n")


def run(root, folder, split, objective):
    """-> {"ranked", "probabilities", "build": the build's report, "seconds", "bytes"}."""
    os.makedirs(folder, exist_ok=True)
    train, contexts, model = (
        os.path.join(folder, name) for name in ("train.csv", "contexts.ndjson", "model.afterglow")
    )
    write_train(train, split)
    write_contexts(contexts, split)
    cli = ["node", os.path.join(root, "dist/cli.js")]

    def call(*arguments):
        done = subprocess.run([*cli, *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"afterglow {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    start = time.perf_counter()
    report = call("build", "--orders", train, "--out", model, "--objective", objective, "--json")
    seconds = time.perf_counter() - start
    lines = call("recommend", "--model", model, "--orders", contexts, "--k", "10").splitlines()
    answers = [json.loads(line)["items"] for line in lines]
    if len(answers) != len(split.contexts):
        raise SystemExit(f"recommend answered {len(answers)} of {len(split.contexts)} orders")
    return {
        "ranked": [[item["sku"] for item in items] for items in answers],
        "probabilities": [[item["probability"] for item in items] for items in answers],
        "build": json.loads(report),
        "seconds": seconds,
        "bytes": os.path.getsize(model),
    }
