"""The classical peers: popularity, cosine, Jaccard, BM25, RP3beta and dense EASE.

Each is fitted on the training orders of a split and ranks the same contexts as our model, with the
same basket and history. Their free parameters (history weight, RP3's beta, EASE's lambda) are
chosen on a validation split of the training orders, made by the same protocol, as ours are.
"""

import time
import warnings

import numpy as np
from scipy import sparse

import metrics

HISTORY_WEIGHTS = (0.0, 0.25, 0.5, 1.0)
RP3_BETAS = (0.2, 0.4, 0.6)
EASE_LAMBDAS = (0.3, 1.0, 3.0, 10.0)  # times the mean of the Gram's diagonal
CHUNK = 512


def counts(orders):
    together = (orders.T @ orders).tocsr().astype(np.float64)
    return together, together.diagonal()


def without_diagonal(matrix):
    matrix = matrix.tocsr(copy=True)
    matrix.setdiag(0)
    matrix.eliminate_zeros()
    return matrix.astype(np.float32)


def cosine(orders):
    together, own = counts(orders)
    scale = sparse.diags(1 / np.sqrt(np.maximum(own, 1)))
    return without_diagonal(scale @ together @ scale)


def jaccard(orders):
    together, own = counts(orders)
    pairs = together.tocoo()
    values = pairs.data / (own[pairs.row] + own[pairs.col] - pairs.data)
    return without_diagonal(sparse.csr_matrix((values, (pairs.row, pairs.col)), together.shape))


def bm25(orders):
    """implicit's BM25Recommender: BM25-weighted orders, all neighbours kept."""
    from implicit.nearest_neighbours import BM25Recommender

    model = BM25Recommender(K=orders.shape[1], num_threads=2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a conversion inside the package
        model.fit(orders.tocsr().astype(np.float64), show_progress=False)
    return without_diagonal(model.similarity.tocsr())


def rp3(orders, beta):
    own = np.asarray(orders.sum(axis=0)).ravel()
    size = np.asarray(orders.sum(axis=1)).ravel()
    walk = orders.T @ sparse.diags(1 / np.maximum(size, 1)) @ orders
    walk = sparse.diags(1 / np.maximum(own, 1)) @ walk
    return without_diagonal((walk @ sparse.diags(np.maximum(own, 1) ** -beta)).tocsr())


def gram(orders):
    """Weighted by 1 / sqrt(basket size), so that wholesale orders do not drown the others."""
    size = np.asarray(orders.sum(axis=1)).ravel()
    return (orders.T @ sparse.diags(1 / np.sqrt(np.maximum(size, 1))) @ orders).toarray()


def ease(orders, share, precision=np.float64):
    """Dense EASE (Steck 2019) and the seconds its fit took, counting included."""
    start = time.perf_counter()
    weights = gram(orders).astype(precision)
    mean = weights.diagonal().mean()
    weights[np.diag_indices_from(weights)] += precision(share * mean)
    weights = np.linalg.inv(weights)
    weights /= -np.diag(weights)
    np.fill_diagonal(weights, 0)
    return weights.astype(np.float32), time.perf_counter() - start


def top(scores, excluded, most=10):
    """Column numbers of the largest scores of each row, best first; ties to the smaller number."""
    scores[excluded.nonzero()] = -np.inf
    order = np.argpartition(-scores, most, axis=1)[:, : 4 * most]
    order.sort(axis=1)
    picked = np.take_along_axis(scores, order, axis=1)
    best = np.argsort(-picked, axis=1, kind="stable")[:, :most]
    return np.take_along_axis(order, best, axis=1)


def rank(data, weights, history_weight=0.0):
    """SKU texts per context. `weights` is a matrix, or a vector that is the same for every one."""
    query = (data.basket + history_weight * data.history).tocsr()
    known = (data.basket + data.history).tocsr()
    ranked = []
    for at in range(0, query.shape[0], CHUNK):
        part = query[at : at + CHUNK]
        if weights.ndim == 1:
            scores = np.repeat(weights[None, :].astype(np.float32), part.shape[0], axis=0)
        else:
            scores = part @ weights
            scores = scores.toarray() if sparse.issparse(scores) else np.asarray(scores)
        for row in top(scores, known[at : at + CHUNK]):
            ranked.append([data.skus[column] for column in row])
    return ranked


def ndcg(data, weights, history_weight):
    return metrics.per_context(rank(data, weights, history_weight), data.wanted)[1].mean()


def choose(data, fits, history):
    """The (fit name, history weight) with the best validation NDCG@10."""
    best = None
    for name, fit in fits:
        weights = fit(data.orders)
        for history_weight in HISTORY_WEIGHTS if history else (0.0,):
            value = ndcg(data, weights, history_weight)
            if best is None or value > best[0]:
                best = (value, name, history_weight)
    return best[1], best[2]


def run(validation, test, history, say=lambda text: None):
    """-> {peer: {"ranked": lists, "chosen": parameters, "seconds": fit time}}."""
    answers = {}

    def contender(name, family):
        say(name)
        fits = dict(family)
        chosen, history_weight = choose(validation, family, history)
        start = time.perf_counter()
        weights = fits[chosen](test.orders)
        seconds = time.perf_counter() - start
        answers[name] = {
            "ranked": rank(test, weights, history_weight),
            "chosen": {"setting": chosen, "history_weight": history_weight},
            "seconds": seconds,
        }

    popular = np.asarray(test.orders.sum(axis=0)).ravel()
    answers["popularity"] = {"ranked": rank(test, popular), "chosen": {}, "seconds": 0.0}
    contender("cosine", [("", cosine)])
    contender("jaccard", [("", jaccard)])
    contender("bm25", [("", bm25)])
    contender("rp3beta", [(f"beta {b}", lambda orders, b=b: rp3(orders, b)) for b in RP3_BETAS])

    # The choice of lambda may be made in single precision; the fit that is timed and compared is
    # double, as in the published implementation.
    say("ease")
    family = [(share, lambda o, s=share: ease(o, s, np.float32)[0]) for share in EASE_LAMBDAS]
    share, history_weight = choose(validation, family, history)
    weights, seconds = ease(test.orders, share)
    answers["ease"] = {
        "ranked": rank(test, weights, history_weight),
        "chosen": {"setting": f"lambda {share}", "history_weight": history_weight},
        "seconds": seconds,
    }
    return answers
