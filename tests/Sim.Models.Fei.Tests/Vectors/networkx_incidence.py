"""Writes the oriented incidence matrices of networkx, whose order and signs the original's rebalance matrix has.

    python3 networkx_incidence.py networkx_incidence.json

networkx has -1 where an edge begins and +1 where it ends. Here edges run from giver to receiver, so a column is +1 at the deposit that receives
when the flow is positive. Complete graphs keep the order in which networkx lists their pairs, as in the original; other graphs are listed by
(receiver, giver). Routes are written in mixed order and, if open both ways, with either deposit first.
"""
import json
import random
import sys

import networkx

chance = random.Random(1)


def matrix(graph, columns):
    nodes = range(graph.number_of_nodes())
    rows = networkx.incidence_matrix(graph, nodelist=nodes, edgelist=columns, oriented=True).toarray()
    return [[float(entry) for entry in row] for row in rows]


def case(note, deposits, routes, incidence):
    written = [dict(first=a, second=b, one_way=one_way) for a, b, one_way in routes]
    for route in written:
        if not route["one_way"] and chance.random() < 0.5:
            route["first"], route["second"] = route["second"], route["first"]
    chance.shuffle(written)
    return dict(note=note, deposits=deposits, routes=written, incidence=incidence)


def complete(deposits):
    graph = networkx.complete_graph(deposits)
    rows = [[0.0 - entry for entry in row] for row in matrix(graph, None)]
    return case(f"complete {deposits}", deposits, [(a, b, False) for a, b in graph.edges], rows)


def sparse(note, deposits, routes):
    """Routes as (first, second, one_way), the first receiving."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(deposits))
    graph.add_edges_from((second, first) for first, second, _ in routes)
    columns = [(second, first) for first, second, _ in sorted(routes)]
    return case(note, deposits, routes, matrix(graph, columns))


cases = [complete(deposits) for deposits in range(2, 7)] + [
    sparse("path", 5, [(0, 1, False), (1, 2, False), (2, 3, False), (3, 4, False)]),
    sparse("through the last", 4, [(0, 3, False), (1, 3, False), (2, 3, False)]),
    sparse("there and back", 2, [(0, 1, True), (1, 0, True)]),
    sparse("one-way circle", 4, [(3, 0, True), (1, 3, True), (2, 1, True), (0, 2, True)]),
    sparse("mixed", 6, [(5, 0, True), (1, 4, False), (0, 4, True), (4, 0, True), (2, 5, False), (3, 2, True), (1, 5, False)]),
]
with open(sys.argv[1], "w") as file:
    json.dump(dict(origin=f"Written by networkx_incidence.py with networkx {networkx.__version__}", cases=cases), file)
    file.write("\n")
