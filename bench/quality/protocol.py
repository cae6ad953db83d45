"""Turns an orders file into one test protocol: training orders, contexts and what was bought.

Both protocols are those the relevance budgets are stated for:

next      Train on every order but each customer's last. Context: the order before it; history: the
          older orders, most recent first. Wanted: the SKUs of the last order that are new to the
          customer. Everything in the basket or history is excluded from the ranking.
complete  Train on the first 85 % of the orders by time. Context: a later order with one SKU,
          drawn with a fixed seed, hidden. Wanted: that SKU. No history is known.

An orders file without times has its customers' orders in sequence; then the last order of a
customer is the latest in the file, and the last 15 % are each customer's latest share of orders.
"""

import csv
import gzip
import random
from dataclasses import dataclass

import numpy as np
from scipy import sparse

MOST_LINES = 250  # the order reader's limit; contexts are cut to it for every contender
MOST_HISTORY = 500
RARE = 5  # completion asks for SKUs that training saw this often


@dataclass
class Orders:
    """Orders by customer, then time. An order is (order id, customer or "", time or "", SKUs)."""

    rows: list
    timed: bool


@dataclass
class Context:
    order_id: str
    customer: str
    basket: list  # SKU texts
    history: list  # SKU texts, most recent first, none of them in the basket
    wanted: set


@dataclass
class Split:
    train: list
    contexts: list


def read_orders(path):
    opener = gzip.open if path.endswith(".gz") else open
    orders = {}
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            order = orders.get(row["order_id"])
            if order is None:
                order = orders[row["order_id"]] = (row["customer_id"], row["ordered_at"], {})
            order[2][row["sku"]] = None
    rows = [(key, customer, time, list(skus)) for key, (customer, time, skus) in orders.items()]
    timed = all(row[2] for row in rows)
    rows.sort(key=lambda row: row[2])  # stable: file order where there is no time
    return Orders(rows, timed)


def by_customer(rows):
    customers = {}
    for row in rows:
        if row[1]:
            customers.setdefault(row[1], []).append(row)
    return customers


def context_of(orders, wanted):
    """The last of `orders` as the basket, the others as its history."""
    basket = orders[-1][3][:MOST_LINES]
    known = dict.fromkeys(basket)
    history = {}
    for order in reversed(orders[:-1]):
        for sku in order[3]:
            if sku not in known:
                history[sku] = None
    return Context(orders[-1][0], orders[-1][1], basket, list(history)[:MOST_HISTORY], wanted)


def split_next(orders):
    """`orders` is a list of rows by time."""
    held = set()
    contexts = []
    for own in by_customer(orders).values():
        if len(own) < 2:
            continue
        held.add(own[-1][0])
        context = context_of(own[:-1], set())
        bought = {sku for order in own[:-1] for sku in order[3]}
        context.wanted = set(own[-1][3]) - bought
        if context.wanted:
            contexts.append(context)
    train = [row for row in orders if row[0] not in held]
    return Split(train, contexts)


def split_complete(orders, timed, share=0.15, seed=1):
    if timed:
        cut = round(len(orders) * (1 - share))
        train, test = orders[:cut], orders[cut:]
    else:
        # Without a clock, late is late in the customer's own sequence.
        place = {}
        for own in by_customer(orders).values():
            for index, row in enumerate(own):
                place[row[0]] = (index + 1) / len(own)
        ranked = sorted(orders, key=lambda row: place.get(row[0], 0))
        cut = round(len(ranked) * (1 - share))
        train, test = ranked[:cut], ranked[cut:]
    seen = {}
    for row in train:
        for sku in row[3]:
            seen[sku] = seen.get(sku, 0) + 1
    draw = random.Random(seed)
    contexts = []
    for row in test:
        basket = [sku for sku in row[3] if seen.get(sku, 0) >= RARE]
        if len(basket) < 2:
            continue
        hidden = basket[draw.randrange(len(basket))]
        rest = [sku for sku in basket if sku != hidden][:MOST_LINES]
        contexts.append(Context(row[0], "", rest, [], {hidden}))
    return Split(train, contexts)


def split(orders, protocol):
    if protocol == "next":
        return split_next(orders.rows)
    return split_complete(orders.rows, orders.timed)


class Matrices:
    """A split as sparse matrices, for the peers."""

    def __init__(self, split):
        self.skus = sorted({sku for row in split.train for sku in row[3]})
        self.index = {sku: number for number, sku in enumerate(self.skus)}
        self.orders = self._rows([row[3] for row in split.train])
        self.basket = self._rows([context.basket for context in split.contexts])
        self.history = self._rows([context.history for context in split.contexts])
        self.wanted = [context.wanted for context in split.contexts]

    def _rows(self, lists):
        indices = []
        ends = [0]
        for skus in lists:
            indices.extend(self.index[sku] for sku in skus if sku in self.index)
            ends.append(len(indices))
        ones = np.ones(len(indices), dtype=np.float32)
        return sparse.csr_matrix((ones, indices, ends), shape=(len(lists), len(self.skus)))
