"""Hit rate, NDCG and catalogue coverage of ranked lists, with bootstrap intervals."""

import numpy as np

DISCOUNT = 1 / np.log2(np.arange(2, 12))
IDEAL = np.concatenate([[0.0], np.cumsum(DISCOUNT)])


def per_context(ranked, wanted):
    """Lists of SKU texts, best first, against sets of SKU texts -> (HR@10, NDCG@10) per context."""
    hit = np.zeros(len(wanted))
    gain = np.zeros(len(wanted))
    for row, (skus, goal) in enumerate(zip(ranked, wanted)):
        found = sum(DISCOUNT[place] for place, sku in enumerate(skus[:10]) if sku in goal)
        hit[row] = found > 0
        gain[row] = found / IDEAL[min(10, len(goal))]
    return hit, gain


def interval(values, seed=1, rounds=1000):
    """Percentile bootstrap, 95 %, of the mean over contexts."""
    draw = np.random.default_rng(seed)
    means = [values[draw.integers(0, len(values), len(values))].mean() for _ in range(rounds)]
    return [float(np.percentile(means, 2.5)), float(np.percentile(means, 97.5))]


def ratio_interval(ours, theirs, seed=1, rounds=1000):
    """The same for the ratio of two means over the same contexts, drawn together."""
    draw = np.random.default_rng(seed)
    ratios = []
    for _ in range(rounds):
        rows = draw.integers(0, len(ours), len(ours))
        ratios.append(ours[rows].mean() / max(theirs[rows].mean(), 1e-12))
    return [float(np.percentile(ratios, 2.5)), float(np.percentile(ratios, 97.5))]
